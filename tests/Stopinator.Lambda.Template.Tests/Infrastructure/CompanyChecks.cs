using Stopinator.Lambda.Template.Tests.Support;

namespace Stopinator.Lambda.Template.Tests.Infrastructure;

/// <summary>Checks the parameters for company policies. Each has a parameter, and no effect unless it is set.</summary>
internal static class CompanyChecks
{
    /// <summary>The actions that connect a function to subnets, as in AWS's policy AWSLambdaVPCAccessExecutionRole.</summary>
    private static readonly string[] Network =
    [
        "ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSubnets", "ec2:UnassignPrivateIpAddresses",
    ];

    private static readonly Dictionary<string, string> Conditions = new(StringComparer.Ordinal)
    {
        ["HasAlarmTopic"] = "AlarmTopicArn",
        ["HasLogKey"] = "LogKeyArn",
        ["IsBounded"] = "PermissionsBoundary",
        ["IsReserved"] = "ReservedConcurrency",
        ["IsInVpc"] = "SubnetIds",
    };

    /// <summary>Fails where a parameter is missing, has an effect by default, or does not reach what it is for.</summary>
    public static void Check(InfrastructureFile file, Combination options)
    {
        Assert.All(Conditions, condition => Assert.Equal("", file.TextAt($"Parameters/{condition.Value}/Default")));
        Assert.Equal("/", file.TextAt("Parameters/RolePath/Default"));
        Assert.All(
            Conditions,
            condition => Assert.Contains(condition.Value, file.At($"Conditions/{condition.Key}")!.ToString(), StringComparison.Ordinal));

        Assert.All(OfType(file, "AWS::IAM::Role"), role =>
        {
            Assert.Equal(["!Ref RolePath"], InfrastructureFile.Texts(InfrastructureFile.At(role, "Properties/Path")));
            Assert.Equal(
                [Choice("IsBounded", "PermissionsBoundary")],
                InfrastructureFile.Texts(InfrastructureFile.At(role, "Properties/PermissionsBoundary")));
        });
        Assert.Equal([Choice("IsReserved", "ReservedConcurrency")], Texts("Resources/Function/Properties/ReservedConcurrentExecutions"));
        Assert.Equal([Choice("HasLogKey", "LogKeyArn")], Texts("Resources/Logs/Properties/KmsKeyId"));
        string[] told = options.Has("--notify-email")
            ? ["!Ref Topic", Choice("HasAlarmTopic", "AlarmTopicArn")]
            : [Choice("HasAlarmTopic", "AlarmTopicArn")];
        Assert.All(OfType(file, "AWS::CloudWatch::Alarm"), alarm =>
            Assert.Equal(told, InfrastructureFile.Texts(InfrastructureFile.At(alarm, "Properties/AlarmActions"))));

        var vpc = file.At("Resources/Function/Properties/VpcConfig")!;
        Assert.Equal(["!Ref SubnetIds"], InfrastructureFile.Texts(InfrastructureFile.At(vpc[1], "SubnetIds")));
        Assert.Equal(["!Ref SecurityGroupIds"], InfrastructureFile.Texts(InfrastructureFile.At(vpc[1], "SecurityGroupIds")));
        CheckNetwork(Statement.When("IsInVpc", file.Resources["FunctionRole"]));

        IEnumerable<string> Texts(string path) => InfrastructureFile.Texts(file.At(path));
    }

    // Lambda may, and the program may not.
    private static void CheckNetwork(IReadOnlyList<Statement> statements)
    {
        Assert.Equal(["Allow", "Deny"], statements.Select(statement => statement.Effect));
        Assert.All(statements, statement => Assert.Equal(Network, statement.Actions));
        Assert.All(statements, statement => Assert.Equal(["*"], statement.Resources));
        Assert.Empty(statements[0].Conditions);
        Assert.Equal(
            ["ArnEquals lambda:SourceFunctionArn = !Sub arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${AWS::StackName}"],
            statements[1].Conditions);
    }

    private static string Choice(string condition, string parameter) => $"!If {condition} !Ref {parameter} !Ref AWS::NoValue";

    private static IEnumerable<YamlDotNet.RepresentationModel.YamlNode> OfType(InfrastructureFile file, string type) =>
        file.Resources.Values.Where(resource => InfrastructureFile.At(resource, "Type")!.ToString() == type);
}
