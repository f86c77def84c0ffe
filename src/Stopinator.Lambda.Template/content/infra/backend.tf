# The state lies in a bucket of the account, so that every run of the pipeline has it. ci/role.yaml has the bucket.
terraform {
  backend "s3" {
    key          = "__ResourceName__.tfstate"
    use_lockfile = true
  }
}
