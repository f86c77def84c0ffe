using Amazon.CDK;
using Infra;

var app = new App();
_ = new NightStopStack(app, "__ResourceName__", new StackProps
{
    Description = "Stops and starts the EC2 instances tagged __TagKey__=__TagValue__.",
//#if (region != "")
    Env = new Amazon.CDK.Environment { Region = "__Region__" },
//#endif
});
app.Synth();
