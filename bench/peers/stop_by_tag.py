"""Selects by tag and stops in batches of 50, as scripts do. Region, endpoint and credentials come from the environment."""
import boto3

ec2 = boto3.client("ec2")
ids = [
    instance["InstanceId"]
    for page in ec2.get_paginator("describe_instances").paginate(
        Filters=[{"Name": "tag:Env", "Values": ["dev"]}], PaginationConfig={"PageSize": 1000})
    for reservation in page["Reservations"]
    for instance in reservation["Instances"]
]
for start in range(0, len(ids), 50):
    ec2.stop_instances(InstanceIds=ids[start:start + 50])
print(f"stopped {len(ids)}")
