using Stopinator.Diagnostics;

namespace Stopinator.Targets;

/// <summary>Tells what to do about the failure of a target.</summary>
internal static class TargetCure
{
    /// <summary>Returns the cure; null when the message of the failure has it.</summary>
    public static string? Of(PowerTarget target, Exception failure) => failure switch
    {
        Ec2Exception { Code: Ec2ErrorCode.NoCredentials } when target.RoleArn is not null =>
            $"Check that {target.RoleArn} exists, that its trust policy names the role of this program"
            + (target.ExternalId is null ? "" : " and the external id") + ", and that this program's role may assume it (sts:AssumeRole).",
        Ec2Exception { Code: "AuthFailure" or "OptInRequired" or "InvalidClientTokenId" or "UnrecognizedClientException" } =>
            $"The account may not have enabled the region {target.Region}. Enable it, or take it out of the targets; the word "
            + $"'{PowerTargets.EnabledRegions}' in place of a list of regions stands for those that are enabled.",
        Ec2Exception { Code: Ec2ErrorCode.NoTimeForRateLimit } or Ec2Exception { Kind: Ec2ErrorKind.Throttled } =>
            "Other programs use up the rate limit of the account in this region. The next run tries again.",
        Ec2Exception { Kind: Ec2ErrorKind.Authorization } =>
            "Give the role the permissions of IamPolicy.For, with ListsRegions where the targets say '" + PowerTargets.EnabledRegions
            + "'. A service control policy may deny the region, too.",
        Ec2Exception { Kind: Ec2ErrorKind.Server or Ec2ErrorKind.AnswerLost } => "The next run tries again.",
        _ => null,
    };

    /// <summary>Returns the code of a failure, its message and its cure in a line.</summary>
    public static string Describe(PowerTarget target, Exception failure)
    {
        var code = CodeOf(failure);
        var message = ErrorText.Clean(failure.Message, longest: 4_500);
        var text = message.StartsWith(code, StringComparison.Ordinal) ? message : $"{code}. {message}";
        return Of(target, failure) is { } cure ? $"{text} {cure}" : text;
    }

    /// <summary>Returns the code of a failure.</summary>
    public static string CodeOf(Exception failure) => failure switch
    {
        Ec2Exception ec2 => ec2.Code,
        PlanRefusedException => "PlanRefused",
        TargetNotReachedException => "NotReached",
        OperationCanceledException => "Cancelled",
        _ => failure.GetType().Name,
    };
}
