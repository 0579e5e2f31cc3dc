"""The vendor's own Python client, unchanged, against the emulator: legacy sign-in, a group and a provisioning key."""

import os
import socket
import sys

PORT = int(os.environ["EMULATOR_PORT"])
resolve = socket.getaddrinfo


def to_emulator(host, port, *args, **kwargs):
    """The client knows the vendor's hosts only; their names stand for the emulator here."""
    return resolve("127.0.0.1", PORT, *args, **kwargs)


socket.getaddrinfo = to_emulator

from zscaler.oneapi_client import LegacyZPAClient  # noqa: E402


def ok(answer, what):
    value, _response, error = answer
    if error:
        sys.exit(f"{what}: {error}")
    print(f"{what}: done")
    return value


with LegacyZPAClient({"clientId": "emulator", "clientSecret": "emulator-secret", "customerId": "216196257331281920", "cloud": "PRODUCTION"}) as client:
    groups, keys = client.zpa.app_connector_groups, client.zpa.provisioning
    group = ok(
        groups.add_connector_group(
            name="Vendor client",
            description="made by zscaler-sdk-python",
            enabled=True,
            latitude="37.3382082",
            longitude="-121.8863286",
            location="San Jose, CA, USA",
            country_code="US",
            city_country="San Jose, US",
            upgrade_day="SUNDAY",
            upgrade_time_in_secs="66600",
            override_version_profile=True,
            version_profile_id="0",
            dns_query_type="IPV4_IPV6",
        ),
        "create group",
    )
    listed = ok(groups.list_connector_groups(), "list groups")
    assert [g.id for g in listed] == [group.id], listed
    found = ok(groups.list_connector_groups(query_params={"search": "Vendor client"}), "search groups")
    assert [g.id for g in found] == [group.id], found
    ok(
        groups.update_connector_group(
            group.id,
            name="Vendor client",
            description="updated",
            enabled=True,
            latitude="37.3382082",
            longitude="-121.8863286",
            location="San Jose, CA, USA",
            upgrade_day="MONDAY",
            upgrade_time_in_secs="66600",
            dns_query_type="IPV4_IPV6",
        ),
        "update group",
    )
    assert ok(groups.get_connector_group(group.id), "read group").upgrade_day == "MONDAY"
    key = ok(
        keys.add_provisioning_key(
            key_type="connector", name="Vendor key", max_usage="10", enrollment_cert_id="6573", component_id=group.id
        ),
        "create provisioning key",
    )
    assert len(ok(keys.list_provisioning_keys("connector"), "list provisioning keys")) == 1
    ok(
        keys.update_provisioning_key(
            key.id, "connector", name="Vendor key 2", max_usage="20", enrollment_cert_id="6573", component_id=group.id
        ),
        "update provisioning key",
    )
    ok(keys.delete_provisioning_key(key.id, "connector"), "delete provisioning key")
    ok(groups.delete_connector_group(group.id), "delete group")
