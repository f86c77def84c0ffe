# What differs from environment to environment, and what a company asks for; README.md says how to pass values.

variable "name" {
  type        = string
  default     = "night-stop"
  description = "The name of the function, and the beginning of all other names."
}

variable "tag_value" {
  type        = string
  default     = "dev"
  description = "The value of the tag Env; another environment has another value."

  validation {
    condition     = can(regex("^[^\"\\\\]+$", var.tag_value))
    error_message = "The value of the tag has neither quotation marks nor backslashes."
  }
}

variable "dry_run" {
  type        = bool
  default     = false
  description = "With true it plans and reports, and switches nothing."
}

variable "fail_on" {
  type        = string
  default     = "any"
  description = "Which failed instances fail the run: any, all or none."
}

variable "stop_at" {
  type        = string
  default     = "cron(0 20 ? * MON-FRI *)"
  description = "When they are stopped, as an expression of EventBridge."
}

variable "start_at" {
  type        = string
  default     = "cron(0 7 ? * MON-FRI *)"
  description = "When they are started, as an expression of EventBridge."
}

variable "time_zone" {
  type        = string
  default     = "Europe/Paris"
  description = "The IANA time zone of the times."
}

variable "schedules" {
  type        = string
  default     = "ENABLED"
  description = "With DISABLED nothing happens by itself."
}

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
