# The state is in a bucket of the account, which every run of the pipeline reads. ci/role.yaml creates the bucket.
terraform {
  backend "s3" {
    key          = "__ResourceName__.tfstate"
    use_lockfile = true
  }
}
