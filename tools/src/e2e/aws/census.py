"""Print what is in an account as JSON: a list of names for each kind, empty ones left out."""

import json
import sys

import boto3

ENDPOINT = sys.argv[1]


def client(service):
    return boto3.client(service, endpoint_url=ENDPOINT)


ec2, iam = client("ec2"), client("iam")
OWN = [{"Name": "is-default", "Values": ["false"]}]
CENSUS = {
    "buckets": [b["Name"] for b in client("s3").list_buckets()["Buckets"]],
    "networks": [v["VpcId"] for v in ec2.describe_vpcs(Filters=OWN)["Vpcs"]],
    "gateways": [
        n["NatGatewayId"]
        for n in ec2.describe_nat_gateways()["NatGateways"]
        if n["State"] != "deleted"
    ],
    "addresses": [a["AllocationId"] for a in ec2.describe_addresses()["Addresses"]],
    "endpoints": [
        e["VpcEndpointId"]
        for e in ec2.describe_vpc_endpoints()["VpcEndpoints"]
        if e["State"] != "deleted"
    ],
    "roles": [r["RoleName"] for r in iam.list_roles()["Roles"]],
    "policies": [p["PolicyName"] for p in iam.list_policies(Scope="Local")["Policies"]],
    "issuers": iam.list_open_id_connect_providers()["OpenIDConnectProviderList"],
    "clusters": client("eks").list_clusters()["clusters"],
    "queues": client("sqs").list_queues().get("QueueUrls", []),
    "rules": [r["Name"] for r in client("events").list_rules()["Rules"]],
    "repositories": [
        r["repositoryName"] for r in client("ecr").describe_repositories()["repositories"]
    ],
    "logs": [g["logGroupName"] for g in client("logs").describe_log_groups()["logGroups"]],
    "templates": [
        t["LaunchTemplateName"] for t in ec2.describe_launch_templates()["LaunchTemplates"]
    ],
}
print(json.dumps({kind: names for kind, names in CENSUS.items() if names}))
