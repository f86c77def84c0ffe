"""Answers, line by line, what the model of EC2 in botocore (the core of boto3 and the AWS CLI) says of answers."""

import html
import json
import re
import sys
import xml.etree.ElementTree as xml

import botocore.session

FORMS = {
    "timestamp": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z",
    "boolean": "true|false",
    "integer": r"-?\d+",
    "long": r"-?\d+",
    "double": r"-?\d+(\.\d+)?",
}

model = botocore.session.get_session().get_service_model("ec2")


def wire_name(name, member):
    return member.serialization.get("name", name)


def sample_answer(operation):
    """An answer with every element the model knows, each text being the name of the member in the model."""
    return f"<{operation}Response>{sample(model.operation_model(operation).output_shape, '')}</{operation}Response>"


def sample(shape, name):
    if shape.type_name == "structure":
        elements = ((wire_name(key, member), sample(member, key)) for key, member in shape.members.items())
        return "".join(f"<{element}>{content}</{element}>" for element, content in elements)
    if shape.type_name == "list":
        return f"<item>{sample(shape.member, name)}</item>"
    samples = {"timestamp": "2026-01-02T03:04:05.000Z", "boolean": "true", "integer": "272", "long": "272", "double": "1.5"}
    return samples.get(shape.type_name, name)


def faults(operation, answer):
    """The elements of an answer that the model does not know, or whose values are not of its types."""
    root = xml.fromstring(answer)
    known_to_all = {"requestId", "return"}
    children = [child for child in root if local_name(child) not in known_to_all]
    shape = model.operation_model(operation).output_shape
    return [local_name(child) for child in children] if shape is None else list(faults_in(children, shape, ""))


def faults_in(children, shape, path):
    for child in children:
        name = local_name(child)
        if shape.type_name == "list":
            members = {"item": shape.member}
        else:
            members = {wire_name(key, member): member for key, member in shape.members.items()}
        if name not in members:
            yield f"unknown: {path}/{name}"
        elif members[name].type_name in ("structure", "list"):
            yield from faults_in(child, members[name], f"{path}/{name}")
        elif len(child):
            yield f"no structure: {path}/{name}"
        elif not re.fullmatch(FORMS.get(members[name].type_name, ".*"), child.text or "", re.DOTALL):
            yield f"no {members[name].type_name}: {path}/{name} is {child.text}"


def local_name(element):
    return element.tag.rpartition("}")[2]


def filters(operation):
    """The names of the filters that the model documents."""
    documentation = model.operation_model(operation).input_shape.members["Filters"].documentation
    return [html.unescape(name) for name in re.findall(r"<code>([^<]+)</code> - ", documentation)]


def values(shape):
    """The values of an enumeration."""
    return model.shape_for(shape).enum


questions = {
    "sample_answer": sample_answer,
    "faults": faults,
    "filters": filters,
    "values": values,
}

for line in sys.stdin:
    asked = json.loads(line)
    print(json.dumps(questions[asked["Question"]](*asked["About"])), flush=True)
