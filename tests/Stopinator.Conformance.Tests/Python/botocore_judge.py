"""Answers, line by line, what botocore (the core of boto3 and the AWS CLI) makes of requests and answers of EC2."""

import html
import json
import re
import sys
import xml.etree.ElementTree as xml

import botocore.session
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.endpoint_provider import EndpointProvider
from botocore.exceptions import BotoCoreError
from botocore.serialize import create_serializer

session = botocore.session.get_session()
loader = session.get_component("data_loader")
model = session.get_service_model("ec2")
partitions = loader.load_data("partitions")
rules = EndpointProvider(loader.load_service_model("ec2", "endpoint-rule-set-1"), partitions)


def signature(method, url, headers, body, key, secret, token, region):
    """The signature botocore would make for a request that has its date already."""
    request = AWSRequest(method=method, url=url, headers=headers, data=body.encode("utf-8"))
    request.context["timestamp"] = request.headers["X-Amz-Date"]
    signer = SigV4Auth(Credentials(key, secret, token), "ec2", region)
    return signer.signature(signer.string_to_sign(request, signer.canonical_request(request)), request)


def form(operation, arguments):
    """The form botocore would send for a call."""
    body = create_serializer("ec2").serialize_to_request(arguments, model.operation_model(operation))["body"]
    return {name: str(value) for name, value in body.items()}


def endpoints():
    """The endpoint of each region, with and without FIPS and dual-stack; null where there is none."""
    return [
        {"Partition": partition["id"], "Region": region, "Fips": fips, "DualStack": dual_stack, "Url": endpoint(region, fips, dual_stack)}
        for partition in partitions["partitions"]
        for region in partition["regions"]
        for fips in (False, True)
        for dual_stack in (False, True)
    ]


def endpoint(region, fips, dual_stack):
    try:
        return rules.resolve_endpoint(Region=region, UseFIPS=fips, UseDualStack=dual_stack).url
    except BotoCoreError:
        return None


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


def unknown_elements(operation, answer):
    """The elements of an answer that the model does not know."""
    root = xml.fromstring(answer)
    known_to_all = {"requestId", "return"}
    children = [child for child in root if local_name(child) not in known_to_all]
    shape = model.operation_model(operation).output_shape
    return [local_name(child) for child in children] if shape is None else list(unknown(children, shape, ""))


def unknown(children, shape, path):
    for child in children:
        name = local_name(child)
        if shape.type_name == "list":
            members = {"item": shape.member}
        else:
            members = {wire_name(key, member): member for key, member in shape.members.items()}
        if name not in members:
            yield f"{path}/{name}"
        elif members[name].type_name in ("structure", "list"):
            yield from unknown(child, members[name], f"{path}/{name}")
        elif len(child):
            yield f"{path}/{name} is no structure"


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
    "signature": signature,
    "form": form,
    "endpoints": endpoints,
    "sample_answer": sample_answer,
    "unknown_elements": unknown_elements,
    "filters": filters,
    "values": values,
}

for line in sys.stdin:
    asked = json.loads(line)
    print(json.dumps(questions[asked["Question"]](*asked["About"])), flush=True)
