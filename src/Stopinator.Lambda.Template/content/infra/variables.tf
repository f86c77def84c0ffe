# The values that differ between environments, and those for company policies. README.md says how to pass values.

variable "name" {
  type        = string
  default     = "__ResourceName__"
  description = "The name of the function, and the beginning of all other names."
}

variable "tag_value" {
  type        = string
  default     = "__TagValue__"
  description = "The value of the tag __TagKey__. Another environment has another value."

  validation {
    condition     = can(regex("^[^\"\\\\]+$", var.tag_value))
    error_message = "The value of the tag has neither quotation marks nor backslashes."
  }
}
#if (targets)

variable "targets" {
  type        = string
  default     = "targets.json"
  description = "The file with the accounts and regions, beside the program. Another environment has another file."
}

variable "spoke_role_name" {
  type        = string
  default     = "__ResourceName__-spoke"
  description = "The role that the function takes in each account, with its path, as the roleName of that file."

  validation {
    condition     = can(regex("^([A-Za-z0-9_+=,.@-]+/)*[A-Za-z0-9_+=,.@-]{1,64}$", var.spoke_role_name))
    error_message = "The name of the role has its path before it, and no wildcard."
  }
}
#endif

variable "dry_run" {
  type        = bool
#if (planOnly)
  default     = true
#else
  default     = false
#endif
  description = "With true, every run is a dry run, which plans, reports and changes nothing."
}

#if (tags)
# An instance that cannot be started or stopped fails no run. The log and the metrics of every run have the instance.
#endif
variable "fail_on" {
  type        = string
#if (tags)
  default     = "none"
#else
  default     = "any"
#endif
  description = "The failed instances that fail the run: any, all or none."
}
#if (stops)

variable "stop_at" {
  type        = string
  default     = "cron(__StopCron__ ? * __DaysCron__ *)"
  description = "The time of the stop, as an expression of EventBridge."
}
#endif
#if (starts)

variable "start_at" {
  type        = string
  default     = "cron(__StartCron__ ? * __DaysCron__ *)"
  description = "The time of the start, as an expression of EventBridge."
}
#endif
#if (tags)

variable "every_minutes" {
  type        = number
  default     = __Every__
  description = "The minutes between two runs."
}
#endif
#if (tags && !sourced)

variable "time_zone" {
  type        = string
  default     = "__TimeZone__"
  description = "The IANA time zone of schedules without a time zone."
}
#elseif (scheduled && !tags)

variable "time_zone" {
  type        = string
  default     = "__TimeZone__"
  description = "The IANA time zone of the times."
}
#endif
#if (scheduled)

variable "schedules" {
  type        = string
  default     = "ENABLED"
  description = "With DISABLED, no schedule invokes the function."
}
#endif

variable "tags" {
  type        = map(string)
  default     = {}
  description = "The tags of all resources that can have tags."
}

variable "alarm_topic_arn" {
  type        = string
  default     = null
  description = "The ARN of your SNS topic that gets the alarms."
}

#if (reports)
variable "report_destination" {
  type        = string
  default     = "__ReportDestination__"
  description = "The ARN of the destination of each asynchronous run's record. The role permits this destination only."

  validation {
    condition     = can(regex("^arn:[a-z-]+:__ReportArnService__:.+$", var.report_destination))
    error_message = "The role may __ReportAction__, so the destination is an ARN of __ReportArnService__."
  }
}

#endif
variable "log_key_arn" {
  type        = string
  default     = null
  description = "The ARN of the KMS key that encrypts the logs. The policy of the key must permit CloudWatch Logs."
}

variable "permissions_boundary" {
  type        = string
  default     = null
  description = "The ARN of the permissions boundary of the roles."
}

variable "role_path" {
  type        = string
  default     = "/"
  description = "The path of the roles."
}

variable "reserved_concurrency" {
  type        = number
  default     = -1
  description = "The largest number of runs at once, reserved from the concurrency of the account. -1 reserves nothing."
}

variable "subnet_ids" {
  type        = list(string)
  default     = []
  description = "The private subnets of the function. They need a NAT gateway, or an endpoint for EC2."
}

variable "security_group_ids" {
  type        = list(string)
  default     = []
  description = "The security groups of the function in the subnets. They must permit outgoing HTTPS."
}
