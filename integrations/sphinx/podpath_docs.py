"""Makes the podpath blocks of a Sphinx project true before it is read. In conf.py: extensions = ["podpath_docs", "myst_parser"]

podpath_program names the program where it is not on PATH; podpath_inputs lists manifests whose change makes every page new.
"""

import os
import subprocess

from sphinx.errors import ExtensionError


def make_true(app):
    try:
        run = subprocess.run([app.config.podpath_program, "docs"], cwd=app.confdir, stderr=subprocess.PIPE, text=True)
    except OSError as error:
        raise ExtensionError(f"podpath: {error}")
    if run.returncode != 0:
        raise ExtensionError(run.stderr)


def note_inputs(app, docname, source):
    for path in app.config.podpath_inputs:
        app.env.note_dependency(os.path.join(app.confdir, path))


def setup(app):
    app.add_config_value("podpath_program", "podpath", "env")
    app.add_config_value("podpath_inputs", [], "env")
    app.connect("builder-inited", make_true)
    app.connect("source-read", note_inputs)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
