using System.Buffers.Text;
using System.Text;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Engine;

/// <summary>Applies the <see cref="IamRule"/>, and rejects calls in EC2's words.</summary>
internal sealed class Authorizer(SimulatedEc2Options options)
{
    /// <summary>The partition of the region, as ARNs name it.</summary>
    public string Partition => options.Region switch
    {
        ['c', 'n', '-', ..] => "aws-cn",
        ['u', 's', '-', 'g', 'o', 'v', '-', ..] => "aws-us-gov",
        _ => "aws",
    };

    /// <summary>Rejects the call for the first instance that the caller may not touch, since EC2 names one at a time.</summary>
    public void Check(string action, IEnumerable<Instance> instances)
    {
        if (options.IamRule is { } rule && rule.Actions.Contains(action))
        {
            var refused = instances.FirstOrDefault(instance =>
                !instance.Tags.TryGetValue(rule.TagKey, out var value) || !string.Equals(value, rule.TagValue, StringComparison.Ordinal));
            if (refused is not null)
            {
                throw Ec2Errors.Unauthorized(Describe(rule, action, refused.Spec.Id));
            }
        }
    }

    private string Describe(IamRule rule, string action, string instanceId)
    {
        var resource = $"arn:{Partition}:ec2:{options.Region}:{options.AccountId}:instance/{instanceId}";
        var named = $" User: arn:{Partition}:sts::{options.AccountId}:assumed-role/simulated/session is not authorized to perform: "
            + $"ec2:{action} on resource: {resource} because no identity-based policy allows the ec2:{action} action.";
        var encoded = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{action} {resource}"));
        return "You are not authorized to perform this operation."
            + (rule.NamesResource ? named : "")
            + $" Encoded authorization failure message: {encoded}";
    }
}
