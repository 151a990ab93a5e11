#!/usr/bin/env python3
"""What is in the program, as CycloneDX 1.5: packaging/sbom.py PODPATH > podpath.cdx.json

The Swift packages that are compiled into it, from Package.resolved; the libraries that it loads, from the program itself; and their
versions, as the program and the system's package manager say them."""
import json
import os
import re
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# Of Package.resolved, what no program holds: the documentation's plugin and its parts.
BUILD_ONLY = re.compile("docc")


def run(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def component(kind, name, version, purl=None, licence=None):
    made = {"type": kind, "bom-ref": purl or f"{name}@{version}", "name": name, "version": version}
    if purl:
        made["purl"] = purl
    if licence:
        made["licenses"] = [{"license": {"id": licence}}]
    return made


def main(podpath):
    version = run(podpath, "--version").strip()
    parts = []
    with open(f"{ROOT}/Package.resolved") as file:
        for pin in json.load(file)["pins"]:
            if BUILD_ONLY.search(pin["identity"]):
                continue
            place = pin["location"].removeprefix("https://").removesuffix(".git")
            number = pin["state"].get("version") or pin["state"]["revision"]
            parts.append(component("library", pin["identity"], number, f"pkg:swift/{place}@{number}", "Apache-2.0"))
    swift = re.search(r"Swift version (\S+)", run("swift", "--version")).group(1)
    parts.append(component("library", "swift-standard-library", swift, None, "Apache-2.0"))
    for library in sorted(re.findall(r"Shared library: \[(.+?)\]", run("readelf", "-d", podpath))):
        path = re.search(rf"{re.escape(library)} (?:=> )?(\S+)", run("ldd", podpath))
        found = subprocess.run(
            ["dpkg", "-S", os.path.realpath(path.group(1))] if path else ["false"], capture_output=True, text=True
        ).stdout.split(":")[0]
        if not found:
            parts.append(component("library", library, "unknown"))
            continue
        number = run("dpkg-query", "-W", "-f", "${Version}", found)
        parts.append(component("library", library, number, f"pkg:deb/debian/{found}@{number.replace('+', '%2B')}?library={library}"))
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))))
    json.dump(
        {
            "bomFormat": "CycloneDX",
            "specVersion": "1.5",
            "version": 1,
            "metadata": {"timestamp": moment, "component": component("application", "podpath", version, f"pkg:generic/podpath@{version}", "Apache-2.0")},
            "components": parts,
            "dependencies": [{"ref": f"pkg:generic/podpath@{version}", "dependsOn": [p["bom-ref"] for p in parts]}],
        },
        sys.stdout,
        indent=2,
    )
    print()


if __name__ == "__main__":
    main(sys.argv[1])
