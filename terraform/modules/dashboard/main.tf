# The page has 24 columns. A section is a line of words over its pictures, as many in a row as it says.
locals {
  words_height   = 2
  picture_height = 6

  section_heights = [for section in var.sections :
  local.words_height + local.picture_height * ceil(length(section.widgets) / section.columns)]
  section_tops = [for index in range(length(var.sections)) : sum(concat([0], slice(local.section_heights, 0, index)))]

  words = [for index, section in var.sections : {
    type       = "text"
    x          = 0
    y          = local.section_tops[index]
    width      = 24
    height     = local.words_height
    properties = { markdown = "## ${section.title}\n${section.words}", background = "transparent" }
  }]

  pictures = flatten([for index, section in var.sections : [for place, widget in section.widgets : {
    type   = widget.alarms != null ? "alarm" : widget.query != null ? "log" : "metric"
    x      = (place % section.columns) * floor(24 / section.columns)
    y      = local.section_tops[index] + local.words_height + floor(place / section.columns) * local.picture_height
    width  = floor(24 / section.columns)
    height = local.picture_height
    properties = { for name, value in {
      title  = widget.title
      region = widget.alarms != null ? null : coalesce(widget.region, var.region)
      alarms = widget.alarms
      query  = widget.query == null ? null : join(" | ", concat([for group in widget.log_groups : "SOURCE '${group}'"], [widget.query]))
      view   = widget.alarms != null ? null : widget.query != null ? "table" : widget.numbers ? "singleValue" : "timeSeries"
      period = length(widget.metrics) == 0 ? null : widget.period_s
      metrics = length(widget.metrics) == 0 ? null : [for metric in widget.metrics : concat(
        metric.expression != null ? [] : concat([metric.namespace, metric.name], flatten([for dimension, value in metric.dimensions : [dimension, value]])),
        [{ for name, value in {
          expression = metric.expression
          id         = metric.id
          label      = metric.label
          stat       = metric.expression != null ? null : metric.statistic
          visible    = metric.hidden ? false : null
          yAxis      = metric.right ? "right" : null
        } : name => value if value != null }],
      )]
    } : name => value if value != null }
  }]])
}

locals {
  # A metric counts once for each statistic of it that is shown.
  shown = flatten([for section in var.sections : [for widget in section.widgets : [
    for metric in widget.metrics : jsonencode([coalesce(widget.region, var.region), metric.namespace, metric.name, metric.dimensions, metric.statistic]) if metric.expression == null
  ]]])
  metric_count = length(distinct(local.shown))
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name
  dashboard_body = jsonencode({ start = "-PT24H", widgets = concat(local.words, local.pictures) })

  lifecycle {
    precondition {
      condition     = local.metric_count <= 50
      error_message = "The dashboard ${var.name} shows ${local.metric_count} metrics; with more than 50 it costs 3 USD a month."
    }
  }
}
