output "name_prefix" {
  description = "What every name of the environment begins with: functions, alarms."
  value       = "${local.prefix}-"
}
