# What differs from environment to environment, and what a company asks for; README.md says how to pass values.

variable "name" {
  type        = string
  default     = "__ResourceName__"
  description = "The name of the function, and the beginning of all other names."
}

variable "tag_value" {
  type        = string
  default     = "__TagValue__"
  description = "The value of the tag __TagKey__; another environment has another value."

  validation {
    condition     = can(regex("^[^\"\\\\]+$", var.tag_value))
    error_message = "The value of the tag has neither quotation marks nor backslashes."
  }
}

variable "dry_run" {
  type        = bool
#if (planOnly)
  default     = true
#else
  default     = false
#endif
  description = "With true it plans and reports, and switches nothing."
}

#if (tags)
# An instance that cannot be switched is told by log and metric at every tick, and not by a failed run.
#endif
variable "fail_on" {
  type        = string
#if (tags)
  default     = "none"
#else
  default     = "any"
#endif
  description = "Which failed instances fail the run: any, all or none."
}
#if (stops)

variable "stop_at" {
  type        = string
  default     = "cron(__StopCron__ ? * __DaysCron__ *)"
  description = "When they are stopped, as an expression of EventBridge."
}
#endif
#if (starts)

variable "start_at" {
  type        = string
  default     = "cron(__StartCron__ ? * __DaysCron__ *)"
  description = "When they are started, as an expression of EventBridge."
}
#endif
#if (tags)

variable "every_minutes" {
  type        = number
  default     = __Every__
  description = "The minutes between two looks at the schedules."
}
#endif
#if (tags && !sourced)

variable "time_zone" {
  type        = string
  default     = "__TimeZone__"
  description = "The IANA time zone of the schedules that name none."
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
  description = "With DISABLED nothing happens by itself."
}
#endif

variable "tags" {
  type        = map(string)
  default     = {}
  description = "The tags of everything that takes tags."
}

variable "alarm_topic_arn" {
  type        = string
  default     = null
  description = "An SNS topic of yours that the alarms tell."
}

#if (reports)
variable "report_destination" {
  type        = string
  default     = "__ReportDestination__"
  description = "Where the record of each asynchronous run goes; the role may send to this one place."

  validation {
    condition     = can(regex("^arn:[a-z-]+:__ReportArnService__:.+$", var.report_destination))
    error_message = "The role may __ReportAction__, so the destination is an ARN of __ReportArnService__."
  }
}

#endif
variable "log_key_arn" {
  type        = string
  default     = null
  description = "The KMS key that encrypts the logs; its policy has to permit CloudWatch Logs."
}

variable "permissions_boundary" {
  type        = string
  default     = null
  description = "The ARN of the policy that bounds the roles."
}

variable "role_path" {
  type        = string
  default     = "/"
  description = "The path of the roles."
}

variable "reserved_concurrency" {
  type        = number
  default     = -1
  description = "How many runs there may be at once, taken from those of the account; -1 reserves none."
}

variable "subnet_ids" {
  type        = list(string)
  default     = []
  description = "The private subnets of the function; from there it has to reach EC2 by a NAT gateway or an endpoint."
}

variable "security_group_ids" {
  type        = list(string)
  default     = []
  description = "Its security groups there, which let HTTPS out."
}
