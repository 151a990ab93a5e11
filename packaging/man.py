#!/usr/bin/env python3
"""Man pages from podpath's own description of its command line, and of podpath.yaml from its JSON schema.

Usage: packaging/man.py PODPATH FOLDER, which gets man1/podpath.1, man1/podpath-COMMAND.1 and man5/podpath.yaml.5.
The date on the pages is that of SOURCE_DATE_EPOCH, today's without it."""
import json
import os
import subprocess
import sys
import textwrap
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def roff(text):
    """Text as roff reads it: no character of it is an instruction, dashes are those of a keyboard."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("~", "\\(ti").replace("^", "\\(ha").replace("`", "\\(ga")
    return "\n".join("\\&" + line if line[:1] in (".", "'") else line for line in text.split("\n"))


def filled(text):
    """Running text, in lines of the length that pages have in their source."""
    return "\n".join(
        "\\&" + line if line[:1] in (".", "'") else line
        for line in textwrap.wrap(roff(text), 78, break_long_words=False, break_on_hyphens=False)
    )


def header(name, section, date):
    return ['.\\" Made by packaging/man.py.', f'.TH {name.upper()} {section} {date} "podpath {VERSION}" "podpath"']


def paragraphs(text):
    """A discussion, a paragraph after the other."""
    lines = []
    for part in text.strip("\n").split("\n\n"):
        lines += [".PP", filled(" ".join(part.split("\n")))]
    return lines


def option(argument):
    names = ["\\fB" + roff(("-" if n["kind"] == "short" else "--") + n["name"]) + "\\fR" for n in argument["names"]]
    value = "" if argument["kind"] == "flag" else " \\fI" + roff(argument.get("valueName", "value")) + "\\fR"
    help_text = argument.get("abstract", "")
    if argument.get("defaultValue") and argument["kind"] == "option":
        help_text += f" (default: {argument['defaultValue']})"
    return [".TP", ", ".join(names) + value, filled(help_text) or "\\&"]


def synopsis(name, command, arguments):
    words = ["\\fB" + roff(name) + "\\fR"]
    if [s for s in command.get("subcommands", []) if s.get("shouldDisplay", True) and s["commandName"] != "help"]:
        words.append("\\fIcommand\\fR")
    if any(a["kind"] != "positional" for a in arguments):
        words.append("[\\fIoptions\\fR]")
    for argument in arguments:
        if argument["kind"] == "positional":
            word = "\\fI" + roff(argument["valueName"]) + "\\fR" + (" \\&..." if argument["isRepeating"] else "")
            words.append(f"[{word}]" if argument["isOptional"] else word)
    return " ".join(words)


def page(command, name, subcommands, date):
    arguments = [a for a in command.get("arguments", []) if a.get("shouldDisplay", True)]
    title = name.replace(" ", "-")
    lines = header(title, 1, date)
    lines += [".SH NAME", filled(f"{title} \\- {command['abstract'].rstrip('.')}").replace("\\e\\-", "\\-")]
    lines += [".SH SYNOPSIS", synopsis(name, command, arguments)]
    discussion, _, examples = command.get("discussion", "").partition("EXAMPLES:")
    if discussion.strip():
        lines += [".SH DESCRIPTION", *paragraphs(discussion)[1:]]
    if subcommands:
        lines += [".SH COMMANDS"]
        for sub in subcommands:
            lines += [".TP", f"\\fB{roff(title)}\\-{roff(sub['commandName'])}\\fR(1)", filled(sub["abstract"])]
    positional = [a for a in arguments if a["kind"] == "positional"]
    if positional:
        lines += [".SH ARGUMENTS"]
        for argument in positional:
            lines += [".TP", "\\fI" + roff(argument["valueName"]) + "\\fR", filled(argument.get("abstract", "")) or "\\&"]
    section = None
    for argument in sorted(
        (a for a in arguments if a["kind"] != "positional"), key=lambda a: a.get("sectionTitle") is not None
    ):
        if argument.get("sectionTitle") != section or section is None and ".SH OPTIONS" not in lines:
            section = argument.get("sectionTitle")
            lines += [f".SH {roff(section.upper())}" if section else ".SH OPTIONS"]
        lines += option(argument)
    lines += [".SH EXIT STATUS"]
    for status, meaning in (
        ("0", "Done."),
        ("1", "An error in the input, a stale file under --check, or a warning under --strict."),
        ("2", "An input or an output cannot be read or written."),
        ("64", "The command line is not understood."),
        ("70", "A mistake of podpath's own."),
    ):
        lines += [".TP", status, filled(meaning)]
    if examples.strip("\n"):
        lines += [".SH EXAMPLES", ".nf", *map(roff, textwrap.dedent(examples.strip("\n")).split("\n")), ".fi"]
    others = ["podpath(1)"] if title != "podpath" else []
    lines += [".SH SEE ALSO", ", ".join(["\\fB" + roff(o[:-3]) + "\\fR(1)" for o in others] + ["\\fBpodpath.yaml\\fR(5)", "\\fBkubectl\\fR(1)"])]
    return "\n".join(lines) + "\n"


def project_page(schema, date):
    lines = header("podpath.yaml", 5, date)
    lines += [".SH NAME", "podpath.yaml \\- what holds for the podpath blocks of a folder's documents"]
    lines += [".SH DESCRIPTION", filled(schema["description"]), ".PP", "A YAML mapping, all of whose keys may be left out.", ".SH KEYS"]

    def keys(properties, prefix):
        for name, value in properties.items():
            words = value.get("enum") or (value.get("items") or {}).get("enum")
            text = value.get("description", "")
            if words:
                text += f" One of: {', '.join(w for w in words if w)}."
            if "minimum" in value:
                text += f" From {value['minimum']} to {value['maximum']}."
            lines.extend([".TP", "\\fB" + roff(prefix + name) + "\\fR", filled(text.strip()) or "\\&"])
            inner = value.get("properties") or (value.get("items") or {}).get("properties")
            if inner:
                keys(inner, f"{prefix}{name}.")

    keys(schema["properties"], "")
    lines += [".SH SEE ALSO", "\\fBpodpath\\-docs\\fR(1)"]
    return "\n".join(lines) + "\n"


def main(podpath, folder):
    global VERSION
    VERSION = subprocess.run([podpath, "--version"], check=True, capture_output=True, text=True).stdout.strip()
    described = json.loads(subprocess.run([podpath, "--experimental-dump-help"], check=True, capture_output=True, text=True).stdout)
    date = time.strftime("%Y-%m-%d", time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))))
    root = described["command"]
    shown = [c for c in root["subcommands"] if c.get("shouldDisplay", True) and c["commandName"] != "help"]
    pages = {"man1/podpath.1": page(root, "podpath", shown, date)}
    for command in shown:
        pages[f"man1/podpath-{command['commandName']}.1"] = page(command, f"podpath {command['commandName']}", [], date)
    with open(f"{ROOT}/integrations/podpath.schema.json") as file:
        pages["man5/podpath.yaml.5"] = project_page(json.load(file), date)
    for path, text in pages.items():
        os.makedirs(os.path.dirname(f"{folder}/{path}"), exist_ok=True)
        with open(f"{folder}/{path}", "w") as file:
            file.write(text)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
