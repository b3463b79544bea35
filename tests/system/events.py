#!/usr/bin/python3
"""events.py SCHEMA FOLDER: holds every event in the files of FOLDER against
SCHEMA.  Prints what is wrong with them."""

import json
import pathlib
import re
import sys

import jsonschema

# What hardly two events have in common, and what one of it is as good as.
TIMES = re.compile(rb'"time":"\d{4}(-\d\d){2}T\d\d(:\d\d){2}\.\d{9}Z",'
                   rb'"monotonic_ns":[1-9]\d*,')
SIZES = re.compile(rb'"(pid|user_ns|system_ns|max_rss_bytes)":[1-9]\d*\b')


def wrong(validator, line):
    try:
        event = json.loads(line)
    except ValueError as error:
        return [f"no JSON in UTF-8: {error}"]
    return [error.message for error in validator.iter_errors(event)]


def main(schema, folder):
    schema = json.loads(pathlib.Path(schema).read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    known = set()
    for file in pathlib.Path(folder).iterdir():
        # Who is killed while he writes leaves a line without its end.
        for line in file.read_bytes().split(b"\n")[:-1]:
            kind = SIZES.sub(rb'"\1":1', TIMES.sub(b"", line, count=1))
            if kind not in known:
                problems = wrong(validator, line)
                for problem in problems:
                    print(f"{line!r}: {problem}")
                if not problems:
                    known.add(kind)


main(*sys.argv[1:])
