using Amazon.CDK;
using Infra;

var app = new App();
_ = new NightStopStack(app, "night-stop", new StackProps
{
    Description = "Stops and starts the EC2 instances tagged Env=dev.",
});
app.Synth();
