output "functions" {
  description = "Folder name → manifest with every default filled in, of the functions that exist with this identity."
  value       = local.functions
}

output "layers" {
  description = "Layers that any function uses."
  value       = toset(flatten([for m in values(local.functions) : tolist(m.layers)]))
}

# A route declared twice stops here ("Duplicate object key"); merge() would let the last one win.
output "routes" {
  description = "Route key (`GET /v1/today`) → {function, name, auth, scope, throttle}."
  value = {
    for route in flatten([
      for function, m in local.functions : [for route in m.routes : merge(route, { function = function })]
    ]) : "${route.method} ${route.path}" => route
  }
}

output "authorizer" {
  description = "The one function that authorizes."
  value       = try(one(local.authorizers), null)

  precondition {
    condition     = length(local.authorizers) == 1
    error_message = "Exactly one function has the trigger \"authorizer\", not ${length(local.authorizers)}: ${join(", ", local.authorizers)}."
  }
}

output "user_pool_triggers" {
  description = "Cognito trigger → the one function that answers it."
  value = {
    for pair in flatten([
      for function, m in local.functions : [for trigger in m.triggers.user_pool : { trigger = trigger, function = function }]
    ]) : pair.trigger => pair.function
  }
}

output "stream_consumers" {
  description = "Function → its table_stream trigger."
  value       = { for name, m in local.functions : name => m.triggers.table_stream if m.triggers.table_stream != null }
}

# A prefix declared twice stops here ("Duplicate object key"): S3 refuses overlapping notifications.
output "bucket_triggers" {
  description = "Bucket → prefix → the function that S3 calls for a new object there."
  value = {
    for bucket in toset([for m in values(local.functions) : m.triggers.bucket.name if m.triggers.bucket != null]) : bucket => {
      for pair in flatten([
        for name, m in local.functions : [for prefix in m.triggers.bucket.prefixes : { prefix = prefix, function = name }]
        if try(m.triggers.bucket.name, null) == bucket
      ]) : pair.prefix => pair.function
    }
  }
}

output "schedules" {
  description = "Function → its schedule trigger."
  value       = { for name, m in local.functions : name => m.triggers.schedule if m.triggers.schedule != null }
}

# A queue declared twice stops here ("Duplicate object key"): two functions would get half of its messages each.
output "queues" {
  description = "Queue → its trigger, the function, and timeout_s."
  value = {
    for name, m in local.functions : m.triggers.queue.name => merge(m.triggers.queue, { function = name, timeout_s = m.timeout_s })
    if m.triggers.queue != null
  }
}

output "bus_listeners" {
  description = "Function → names of the domain events that it is called for."
  value       = { for name, m in local.functions : name => m.triggers.bus.detail_types if m.triggers.bus != null }
}

output "topic_listeners" {
  description = "Function → the topic that it is called for."
  value       = { for name, m in local.functions : name => m.triggers.topic.name if m.triggers.topic != null }
}

output "asynchronous" {
  description = "Functions that are called without anybody waiting → {max_retries, max_age_s}: how long Lambda tries by itself."
  value = {
    for name, m in local.functions : name => m.triggers.invoked == null ? local.patience : m.triggers.invoked
    if anytrue([for trigger in [m.triggers.bucket, m.triggers.schedule, m.triggers.bus, m.triggers.topic, m.triggers.invoked] : trigger != null])
  }
}

output "rotations" {
  description = "Secret → {function, days}: who rotates it, and how often."
  value = {
    for name, m in local.functions : m.triggers.rotation.secret => { function = name, days = m.triggers.rotation.days }
    if m.triggers.rotation != null
  }
}

output "apply_hooks" {
  description = "Function → its apply trigger."
  value       = { for name, m in local.functions : name => m.triggers.apply if m.triggers.apply != null }
}
