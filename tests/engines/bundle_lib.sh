# shellcheck shell=sh
# bundle_lib.sh: an OCI bundle, for a runtime that the engine's script defines as
# the function runtime, which takes the arguments of runc(8).

# shellcheck source=tests/engines/lib.sh
. "$(dirname "$0")/lib.sh"

# shellcheck disable=SC2034 # engine_checks uses it
ways=bundle
bundle=$state/bundle
container=$unique
runtime_pid=

engine_up() {
	mkdir "$bundle"
}

# In every way but this one the init has the name of another.
engine_image() {
	called=/$way
	[ "$way" != bundle ] || called=/init
	rm -f "$root$called"
	cp "$1" "$root$called"
}

has_terminal() {
	[ "$io" = -it ] && echo true || echo false
}

# The capabilities and no_new_privs are those that `runc spec' gives.
configure() {
	cat >"$bundle/config.json" <<-EOT
	{
	  "ociVersion": "1.0.2",
	  "process": {
	    "terminal": $(has_terminal),
	    "user": { "uid": 0, "gid": 0 },
	    "args": [ $(json_words "$called" -- "$@") ],
	    "env": [ "PATH=/bin" ],
	    "cwd": "/",
	    "capabilities": {
	      "bounding": $capabilities,
	      "effective": $capabilities,
	      "permitted": $capabilities
	    },
	    "noNewPrivileges": true
	  },
	  "root": { "path": "$root" },
	  "mounts": [
	    { "destination": "/proc", "type": "proc", "source": "proc" },
	    { "destination": "/dev", "type": "tmpfs", "source": "tmpfs" },
	    { "destination": "/dev/pts", "type": "devpts", "source": "devpts",
	      "options": [ "newinstance", "ptmxmode=0666" ] }
	  ],
	  "linux": {
	    "cgroupsPath": "/$unique",
	    "namespaces": [
	      { "type": "pid" }, { "type": "mount" }, { "type": "ipc" },
	      { "type": "uts" }, { "type": "network" }
	    ]
	  }
	}
	EOT
}
capabilities='[ "CAP_AUDIT_WRITE", "CAP_KILL", "CAP_NET_BIND_SERVICE" ]'

engine_run() {
	configure "$@"
	runtime run -b "$bundle" "$container"
}

# In the foreground of a process of ours, for nobody else gets to know the
# exit status of a container.
engine_start() {
	configure "$@"
	rm -f "$state/pid"
	runtime run -b "$bundle" --pid-file "$state/pid" "$container" &
	runtime_pid=$!
	await test -s "$state/pid"
	init=$(cat "$state/pid")
}

engine_exec() {
	runtime exec "$container" "$@"
}

engine_stop() {
	[ "$1" -eq 0 ] || runtime kill "$container" TERM
	ended "$1" || runtime kill "$container" KILL
	wait "$runtime_pid"
}

engine_down() {
	runtime delete --force "$container"
}
