// Lists instances: the libraries of the command line tool, and as little as possible around them. Its --version is measured.
using System.CommandLine;
using Amazon.EC2;
using Amazon.EC2.Model;
using Spectre.Console;

var tag = new Argument<string>("TAG");
var root = new RootCommand("Lists the instances of a tag.") { tag };
root.SetAction(async (parsed, cancellationToken) =>
{
    using var ec2 = new AmazonEC2Client();
    var request = new DescribeInstancesRequest { Filters = [new Filter("tag-key", [parsed.GetValue(tag)!])] };
    var table = new Spectre.Console.Table().AddColumns("Id", "State");
    await foreach (var instance in ec2.Paginators.DescribeInstances(request).Reservations.WithCancellation(cancellationToken))
    {
        instance.Instances.ForEach(one => table.AddRow(one.InstanceId, one.State.Name.Value));
    }

    AnsiConsole.Write(table);
});
return await root.Parse(args).InvokeAsync();
