output "vpc_id" {
  description = "The VPC."
  value       = aws_vpc.this.id
}

output "private_subnet_ids" {
  description = "Private subnets, in the order of the zones."
  value       = [for zone in var.zones : aws_subnet.private[zone].id]
}

output "functions_security_group_id" {
  description = "Security group of the functions in the VPC."
  value       = aws_security_group.functions.id
}
