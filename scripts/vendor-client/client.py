"""The vendor's own Python client, unchanged, against the emulator: groups, keys, codes, microtenants and look-ups."""

import os
import sys

from zscaler import ZscalerClient
from zscaler.oneapi_client import LegacyZPAClient


def ok(answer, what):
    value, _response, error = answer
    if error:
        sys.exit(f"{what}: {error}")
    print(f"{what}: done")
    return value


def gone(answer, what):
    _value, _response, error = answer
    if not error or "resource.not.found" not in str(error):
        sys.exit(f"{what}: expected resource.not.found, not {error}")
    print(f"{what}: not found, as expected")


def ids(objects):
    return [item.id for item in objects]


SITE = {"latitude": "37.3382082", "longitude": "-121.8863286", "location": "San Jose, CA, USA"}
GROUP = {
    **SITE,
    "enabled": True,
    "country_code": "US",
    "city_country": "San Jose, US",
    "upgrade_day": "SUNDAY",
    "upgrade_time_in_secs": "66600",
    "override_version_profile": True,
    "version_profile_id": "0",
    "dns_query_type": "IPV4_IPV6",
}


def life_of_a_group(zpa):
    groups = zpa.app_connector_groups
    group = ok(groups.add_connector_group(name="Vendor client", description="made", **GROUP), "create group")
    assert ids(ok(groups.list_connector_groups(), "list groups")) == [group.id]
    found = ok(groups.list_connector_groups(query_params={"search": "Vendor client"}), "search groups")
    assert ids(found) == [group.id]
    assert ids(ok(groups.list_connector_groups_summary(), "summary of groups")) == [group.id]
    ok(groups.update_connector_group(group.id, **{**GROUP, "name": "Vendor client", "upgrade_day": "MONDAY"}), "update group")
    assert ok(groups.get_connector_group(group.id), "read group").upgrade_day == "MONDAY"
    assert ok(groups.get_connector_group_sg(group.id), "server groups of the group").id == group.id
    return group


def life_of_a_key(zpa, group):
    keys = zpa.provisioning
    certificate = ok(zpa.enrollment_certificates.get_enrolment_by_name("Connector"), "find certificate by name")
    fields = {"enrollment_cert_id": certificate.id, "component_id": group.id}
    key = ok(keys.add_provisioning_key(key_type="connector", name="Vendor key", max_usage="10", **fields), "create key")
    assert key.provisioning_key.startswith("3|")
    assert ids(ok(keys.list_provisioning_keys("connector"), "list keys")) == [key.id]
    assert ok(keys.list_provisioning_keys("service_edge"), "list keys of service edges") == []
    found = ok(keys.list_provisioning_keys("connector", query_params={"search": "Vendor key"}), "search keys")
    assert ids(found) == [key.id]
    ok(keys.update_provisioning_key(key.id, "connector", name="Vendor key 2", max_usage="20", **fields), "update key")
    read = ok(keys.get_provisioning_key(key.id, "connector"), "read key")
    assert (read.name, read.max_usage, read.zcomponent_name) == ("Vendor key 2", "20", "Vendor client")
    ok(keys.delete_provisioning_key(key.id, "connector"), "delete key")
    gone(keys.get_provisioning_key(key.id, "connector"), "read deleted key")


def life_of_a_connector(zpa, group):
    code = "AAAAA-11111"
    codes = {"component_group_id": group.id, "user_codes": [code]}
    answer = ok(zpa.oauth2_user_code.verify_oauth2_user_code("connector", **codes), "confirm user code")
    assert answer.user_codes == [code]
    status = ok(zpa.oauth2_user_code.add_provisioning_key("connector", user_codes=[code]), "status of user code")
    assert status.user_codes == [code]
    connectors = zpa.app_connectors
    connector, = ok(connectors.list_connectors(), "list connectors")
    assert connector.app_connector_group_id == group.id
    ok(connectors.update_connector(connector.id, name="renamed", enabled=False), "update connector")
    assert ok(connectors.get_connector(connector.id), "read connector").name == "renamed"
    ok(connectors.bulk_delete_connectors([connector.id]), "delete connectors")


def life_of_a_microtenant(zpa):
    microtenants, groups = zpa.microtenants, zpa.app_connector_groups
    fields = {"criteria_attribute": "AuthDomain", "criteria_attribute_values": ["example.com"]}
    microtenant = ok(microtenants.add_microtenant(name="Vendor branch", enabled=True, **fields), "create microtenant")
    ok(microtenants.update_microtenant(microtenant.id, name="Vendor branch 2", **fields), "update microtenant")
    assert ok(microtenants.get_microtenant(microtenant.id), "read microtenant").name == "Vendor branch 2"
    listed = ok(microtenants.list_microtenants(), "list microtenants")
    assert sorted(item.name for item in listed) == ["Branch with many groups", "Default", "Vendor branch 2"]
    assert len(ok(microtenants.get_microtenant_summary(), "summary of microtenants")) == 3
    by_name = {"filter_by": [{"filter_name": "name", "operator": "LIKE", "values": ["Vendor"]}]}
    ok(microtenants.get_microtenant_search(filter_and_sort_dto=by_name), "search microtenants")
    inside = {"microtenant_id": microtenant.id}
    group = ok(groups.add_connector_group(name="Vendor client", **GROUP, **inside), "create group in microtenant")
    found = ok(groups.list_connector_groups(query_params=inside), "list groups of microtenant")
    assert ids(found) == [group.id]
    ok(groups.delete_connector_group(group.id, microtenant_id=microtenant.id), "delete group in microtenant")
    ok(microtenants.delete_microtenant(microtenant.id), "delete microtenant")


def look_ups(zpa):
    assert len(ok(zpa.enrollment_certificates.list_enrolment(), "list certificates")) == 5
    assert len(ok(zpa.customer_version_profile.list_version_profiles(), "list version profiles")) == 7
    ok(zpa.customer_controller.get_auth_domains(), "sign-in domains")


def life_of_a_schedule(zpa):
    schedule = zpa.app_connector_schedule
    fields = {"frequency": "days", "frequency_interval": "5", "enabled": True, "delete_disabled": True}
    ok(schedule.add_connector_schedule(**fields), "create schedule")
    read = ok(schedule.get_connector_schedule(), "read schedule")
    ok(schedule.update_connector_schedule(read.id, **{**fields, "frequency_interval": "7"}), "update schedule")
    assert ok(schedule.get_connector_schedule(), "read updated schedule").frequency_interval == "7"


def whole_life(client):
    zpa = client.zpa
    group = life_of_a_group(zpa)
    life_of_a_key(zpa, group)
    life_of_a_connector(zpa, group)
    life_of_a_microtenant(zpa)
    look_ups(zpa)
    life_of_a_schedule(zpa)
    ok(zpa.app_connector_groups.delete_connector_group(group.id), "delete group")
    gone(zpa.app_connector_groups.get_connector_group(group.id), "read deleted group")


# Reads after updates are to reach the service.
CLIENT = {
    "clientId": os.environ["ZPA_CLIENT_ID"],
    "customerId": os.environ["ZPA_CUSTOMER_ID"],
    "cache": {"enabled": False},
}
SECRET = {"clientSecret": os.environ["ZPA_CLIENT_SECRET"]}
KEY = {"privateKey": os.environ["PRIVATE_KEY"]}
APIS = {
    "legacy": lambda: LegacyZPAClient({**CLIENT, **SECRET, "cloud": "PRODUCTION"}),
    "oneapi": lambda: ZscalerClient({**CLIENT, **SECRET, "vanityDomain": "emulator"}),
    "oneapi-key": lambda: ZscalerClient({**CLIENT, **KEY, "vanityDomain": "emulator"}),
}
with APIS[sys.argv[1]]() as client:
    whole_life(client)
