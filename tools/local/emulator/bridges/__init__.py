"""One module a gap of MiniStack; `install_all` puts them in. Each fails at start when its seam is gone."""

from __future__ import annotations

from types import SimpleNamespace

from tools.local.emulator.bridges import (
    alarm_descriptions,
    alias_weights,
    async_destinations,
    certificate_keys,
    challenge_sessions,
    content_delivery,
    database_cluster,
    database_instance,
    firewall_answers,
    flow_logs,
    function_bursts,
    function_log,
    function_workers,
    leading_keys,
    log_keys,
    log_streams,
    mail_feedback,
    mail_sender,
    multipart_tags,
    name_resolution,
    network,
    new_addresses,
    password_policy,
    plan_drift,
    points_in_time,
    post_confirmation,
    queue_addresses,
    queue_batches,
    repeated_alias,
    rest_api_import,
    rest_api_plans,
    route_settings,
    secret_rotation,
    shared_layers,
    signed_cookies,
    stored_layers,
    stream_mapping,
    stream_records,
    text_messages,
    transport_security,
    unattended_calls,
    viewer_functions,
    viewer_stores,
    waiting_executions,
)
from tools.local.emulator.settings import EmulatorSettings


def install_all(emulator: SimpleNamespace, settings: EmulatorSettings) -> None:
    """`emulator` as of `seams.load_emulator`; raises SeamMissing when a name to patch does not exist."""
    name_resolution.install()
    alarm_descriptions.install(emulator)
    async_destinations.install(emulator)
    function_workers.install(emulator, settings.function_python)
    function_bursts.install(emulator)
    shared_layers.install(emulator, settings.layers)
    repeated_alias.install(emulator)
    stored_layers.install(emulator, settings.layer_files)
    alias_weights.install(emulator)
    log_keys.install(emulator)
    log_streams.install(emulator)
    function_log.install(emulator, settings.function_log)
    post_confirmation.install(emulator)
    new_addresses.install(emulator)
    challenge_sessions.install(emulator)
    secret_rotation.install(emulator)
    route_settings.install(emulator)
    rest_api_import.install(emulator)
    rest_api_plans.install(emulator)
    content_delivery.install(emulator)
    viewer_functions.install(emulator)
    viewer_stores.install(emulator)
    signed_cookies.install(emulator)
    plan_drift.install(emulator)
    certificate_keys.install(emulator)
    firewall_answers.install(emulator)
    network.install(emulator)
    flow_logs.install(emulator)
    multipart_tags.install(emulator)
    password_policy.install(emulator)
    transport_security.install(emulator)
    leading_keys.install(emulator)
    mail_sender.install(emulator)
    mail_feedback.install(emulator)
    text_messages.install(emulator)
    unattended_calls.install(emulator)
    queue_addresses.install(emulator)
    queue_batches.install(emulator)
    stream_records.install(emulator)
    points_in_time.install(emulator)
    waiting_executions.install(emulator)
    stream_mapping.install(emulator, settings.endpoint_url)
    database_instance.install(emulator, settings.database_socket)
    database_cluster.install(emulator)
