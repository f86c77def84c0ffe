# The values that differ between environments, and those for company policies. README.md says how to pass values.

variable "name" {
  type        = string
  default     = "night-stop"
  description = "The name of the function, and the beginning of all other names."
}

variable "tag_value" {
  type        = string
  default     = "dev"
  description = "The value of the tag Env. Another environment has another value."

  validation {
    condition     = can(regex("^[^\"\\\\]+$", var.tag_value))
    error_message = "The value of the tag has neither quotation marks nor backslashes."
  }
}

variable "dry_run" {
  type        = bool
  default     = false
  description = "With true, every run is a dry run, which plans, reports and changes nothing."
}

variable "fail_on" {
  type        = string
  default     = "any"
  description = "The failed instances that fail the run: any, all or none."
}

variable "stop_at" {
  type        = string
  default     = "cron(0 20 ? * MON-FRI *)"
  description = "The time of the stop, as an expression of EventBridge."
}

variable "start_at" {
  type        = string
  default     = "cron(0 7 ? * MON-FRI *)"
  description = "The time of the start, as an expression of EventBridge."
}

variable "time_zone" {
  type        = string
  default     = "Europe/Paris"
  description = "The IANA time zone of the times."
}

variable "schedules" {
  type        = string
  default     = "ENABLED"
  description = "With DISABLED, no schedule invokes the function."
}

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
