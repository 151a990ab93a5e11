"""Makes the podpath blocks of a MkDocs site true before each build. In mkdocs.yml: hooks: [podpath_hook.py]

extra.podpath names the program where it is not on PATH. extra.podpath_watch lists manifests that `mkdocs serve` watches too.
"""

import os
import subprocess

from mkdocs.exceptions import Abort


def on_pre_build(config, **_):
    program = config.extra.get("podpath", "podpath")
    try:
        run = subprocess.run([program, "docs"], cwd=_root(config), stderr=subprocess.PIPE, text=True)
    except OSError as error:
        raise Abort(f"podpath: {error}")
    if run.returncode != 0:
        raise Abort(run.stderr)


def on_serve(server, config, **_):
    project = os.path.join(_root(config), "podpath.yaml")
    for path in [project] + [os.path.join(_root(config), path) for path in config.extra.get("podpath_watch", [])]:
        if os.path.exists(path):
            server.watch(path)
    return server


def _root(config):
    return os.path.dirname(os.path.abspath(config.config_file_path))
