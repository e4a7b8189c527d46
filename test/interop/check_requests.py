"""Judges requests to QuickSight by botocore: its own validator, and a walk of its whole model.

Reads [{"operation": …, "input": …}, …] from standard input. Writes, for each, what the validator of botocore says and
what the walk finds, as [path, kind] each.
"""

import json
import re
import sys
from datetime import datetime

import botocore.session
from botocore.validate import ParamValidator

UNION = "this is a union type structure"
NO_UNION = {"FilterOperationSelectedFieldsConfiguration"}
LOADER = botocore.session.get_session().get_component("data_loader")
SHAPES = LOADER.load_service_model("quicksight", "service-2")["shapes"]


def at(path, name):
    return f"{path}.{name}" if path else name


def size_kind(size, metadata):
    return size < metadata.get("min", size) or size > metadata.get("max", size)


def matches(pattern, text):
    """Patterns are Java's, of the whole text. Python has no classes of Unicode: those are for others to hold."""
    if "\\p" in pattern or "\\P" in pattern:
        return True
    return re.fullmatch(pattern.replace("\\z", "\\Z"), text) is not None


def walk(shape, value, path):
    kind = shape.type_name
    if kind == "structure":
        yield from structure(shape, value, path)
    elif kind == "list":
        if not isinstance(value, list):
            yield path, "type"
            return
        if size_kind(len(value), shape.metadata):
            yield path, "size"
        for i, each in enumerate(value):
            yield from walk(shape.member, each, f"{path}[{i}]")
    elif kind == "map":
        if not isinstance(value, dict):
            yield path, "type"
            return
        if size_kind(len(value), shape.metadata):
            yield path, "size"
        for key, each in value.items():
            yield from walk(shape.key, key, at(path, key))
            yield from walk(shape.value, each, at(path, key))
    elif kind == "string":
        if not isinstance(value, str):
            yield path, "type"
        elif shape.enum:
            if value not in shape.enum:
                yield path, "enum"
        else:
            if size_kind(len(value), shape.metadata):
                yield path, "size"
            if "pattern" in shape.metadata and not matches(shape.metadata["pattern"], value):
                yield path, "pattern"
    elif kind == "boolean":
        if not isinstance(value, bool):
            yield path, "type"
    elif kind == "timestamp":
        if not isinstance(value, datetime):
            yield path, "type"
    else:
        whole = kind in ("integer", "long")
        if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
            yield path, "type"
        elif size_kind(value, shape.metadata):
            yield path, "size"


def structure(shape, value, path):
    if not isinstance(value, dict):
        yield path, "type"
        return
    missing = [name for name in shape.required_members if value.get(name) is None]
    for name in missing:
        yield at(path, name), "missing"
    # The text of the shape itself: that of a member takes its place where it is named.
    said = SHAPES[shape.name]
    is_union = said.get("union") or UNION in said.get("documentation", "").lower()
    if is_union and shape.members and shape.name not in NO_UNION and len(value) != 1:
        yield path, "union"
    for name, each in value.items():
        if name not in shape.members:
            yield at(path, name), "unknown"
        elif name not in missing:
            yield from walk(shape.members[name], each, at(path, name))


def validated(shape, value):
    """The paths of which botocore's own validator complains."""
    report = ParamValidator().validate(value, shape)
    for reason, name, more in report._errors:
        path = name.removeprefix(".")
        if reason == "missing required field":
            yield at(path, more["required_name"])
        elif reason == "unknown field":
            yield at(path, more["unknown_param"])
        else:
            yield path


def times(value):
    """What the client would be given: times are times."""
    if isinstance(value, dict):
        return {key: time(each) if key == "StartAfterDateTime" else times(each) for key, each in value.items()}
    return [times(each) for each in value] if isinstance(value, list) else value


def time(text):
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return text


def main():
    model = botocore.session.get_session().get_service_model("quicksight")
    answers = []
    for request in json.load(sys.stdin):
        shape = model.operation_model(request["operation"]).input_shape
        value = times(request["input"])
        answers.append({"validator": list(validated(shape, value)), "walk": list(walk(shape, value, ""))})
    json.dump(answers, sys.stdout)


main()
