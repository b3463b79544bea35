#!/usr/bin/python3
"""Speaks the Container Runtime Interface, as the kubelet does.

    cri.py SOCKET call        calls, one a line of standard input: the name of
                              the method and the request as JSON. For each, one
                              line: 0 and what matters of the answer, or 1 and
                              why there is none
    cri.py SOCKET attach ID   standard input and output are the container's
    cri.py SOCKET attach ID terminal
                              the same, on its terminal

cri_pb2 is what protoc makes of cri.proto; it is looked for as Python does.
"""

import json
import os
import sys
import termios
import threading
import tty

import grpc
import websocket
from google.protobuf import json_format

import cri_pb2 as pb

PATIENCE = 30


def nothing(_):
    return ""


def pid(answer):
    return json.loads(answer.info["info"])["pid"]


def status(answer):
    state = pb.ContainerState.Name(answer.status.state)
    return f"{state} {answer.status.exit_code}"


# A method, its request, its answer, and what matters of that.
METHODS = {
    "Version": (pb.Empty, pb.Version, lambda a: a.runtime_name),
    "RunPodSandbox": (
        pb.RunPodSandboxRequest, pb.SandboxReply, lambda a: a.pod_sandbox_id),
    "StopPodSandbox": (pb.SandboxRequest, pb.Empty, nothing),
    "RemovePodSandbox": (pb.SandboxRequest, pb.Empty, nothing),
    "PodSandboxStatus": (pb.StatusRequest, pb.SandboxStatusReply, pid),
    "CreateContainer": (
        pb.CreateContainerRequest, pb.ContainerReply, lambda a: a.container_id),
    "StartContainer": (pb.ContainerRequest, pb.Empty, nothing),
    "StopContainer": (pb.ContainerRequest, pb.Empty, nothing),
    "ContainerStatus": (
        pb.StatusRequest, pb.ContainerStatusReply,
        lambda a: pid(a) if a.info else status(a)),
    "ExecSync": (pb.ExecSyncRequest, pb.ExecSyncReply, lambda a: a.exit_code),
    "Attach": (
        pb.AttachRequest, pb.AttachReply,
        lambda a: a.url.replace("http:", "ws:", 1)),
    "ImageStatus": (pb.ImageRequest, pb.ImageReply, lambda a: a.image.id),
}


def call(channel, method, request):
    """What matters of the answer to a request, which is JSON."""
    kind, answer, what = METHODS[method]
    service = "Image" if method == "ImageStatus" else "Runtime"
    return what(channel.unary_unary(
        f"/runtime.v1.{service}Service/{method}",
        request_serializer=kind.SerializeToString,
        response_deserializer=answer.FromString,
    )(json_format.Parse(request, kind()), timeout=PATIENCE))


def serve(channel):
    for line in sys.stdin:
        method, _, request = line.strip().partition(" ")
        try:
            answer = f"0 {call(channel, method, request)}"
        except grpc.RpcError as error:
            answer = "1 " + error.details().replace("\n", " ")
        print(answer, flush=True)


STDIN, STDOUT, STDERR = 0, 1, 2


def attach(channel, container, terminal):
    """The first byte of a message says which stream the rest of it is of."""
    if terminal:
        tty.setraw(STDIN, termios.TCSANOW)
    stream = websocket.create_connection(
        call(channel, "Attach", json.dumps({
            "container_id": container, "stdin": True, "tty": terminal,
            "stdout": True, "stderr": not terminal})),
        subprotocols=["v4.channel.k8s.io"], timeout=PATIENCE)

    def type_in():
        while data := os.read(STDIN, 100):
            stream.send_binary(bytes([STDIN]) + data)
        stream.send_close()

    threading.Thread(target=type_in, daemon=True).start()
    while data := stream.recv():
        if data[0] in (STDOUT, STDERR):
            os.write(STDOUT, data[1:])


def main():
    address, what, *rest = sys.argv[1:]
    with grpc.insecure_channel(f"unix://{address}") as channel:
        if what == "attach":
            attach(channel, rest[0], "terminal" in rest[1:])
        else:
            serve(channel)


main()
