using System.CommandLine;
using Stopinator.Diagnostics;
using Stopinator.Tool.CommandLine;
using Stopinator.Tool.Output;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Commands;

/// <summary>Writes the IAM policy of a selector.</summary>
internal sealed class IamCommand : ToolCommand
{
    private readonly Argument<InstanceSelector> _selector = SelectorArgument.Required();

    private readonly Option<PowerAction[]> _actions = new("--actions")
    {
        Description = "The actions, e.g. start,stop. Default: start,stop.",
        HelpName = "actions",
        CustomParser = Parsers.Actions,
    };

    private readonly Option<string?> _account = new("--account") { Description = "The account id. Default: any account.", HelpName = "id" };

    private readonly Option<string[]> _keys = new("--kms-key")
    {
        Description = "The ARN of a KMS key of encrypted volumes, which a start needs; may be repeated.",
        HelpName = "arn",
    };

    private readonly Option<bool> _everyInstance = new("--allow-every-instance")
    {
        Description = "Permits a policy without a condition on instances.",
    };

    public IamCommand()
        : base("iam", "Writes the IAM policy that a selector and actions need, and notes what IAM cannot say.")
    {
        Add(_selector);
        Add(_actions);
        Add(_account);
        Add(_keys);
        Add(_everyInstance);
    }

    public override string Example => "stopinator iam tag:Env=dev --actions start,stop --region eu-west-1";

    public override IReadOnlyList<OutputFormat> Formats { get; } = [OutputFormat.Table, OutputFormat.Json];

    public override Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var policy = Policy(context);
        context.Output.WriteRaw(policy.ToJson());
        foreach (var note in policy.Notes)
        {
            context.Messages.WriteNote($"Note: {note}");
        }

        return Task.FromResult(ExitCode.Done);
    }

    private IamPolicy Policy(CommandContext context)
    {
        var actions = context.Value(_actions) is { Length: > 0 } given ? given : [PowerAction.Start, PowerAction.Stop];
        var power = context.Options;
        var defaults = new IamPolicyOptions { Scope = power.Scope, AllowEveryInstance = context.Value(_everyInstance) };
        try
        {
            return IamPolicy.For(context.Value(_selector)!, actions, defaults with
            {
                Account = context.Value(_account) ?? defaults.Account,
                Region = power.Ec2.Region ?? defaults.Region,
                KmsKeyArns = [.. context.Value(_keys) ?? []],
            });
        }
        catch (ArgumentException exception)
        {
            throw new UsageException(ToolWords.AddTo(ErrorText.MessageOf(exception)), exception);
        }
    }
}
