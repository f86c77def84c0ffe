using Stopinator.Diagnostics;
using Stopinator.Instances;

namespace Stopinator.Execution;

/// <summary>The texts about a state that was not expected.</summary>
internal static class StateTexts
{
    // EC2's reasons have the length of a sentence.
    private const int LongestReason = 256;

    /// <summary>Returns the state and EC2's reason for it, e.g. <c>it is stopped now (Server.InternalError: ...)</c>.</summary>
    public static string WithReason(Ec2Instance seen) => $"it is {seen.State.Ec2Name()} now{Because(seen.StateReason)}";

    private static string Because(Ec2StateReason? reason)
    {
        if (reason is null)
        {
            return ", and EC2 gives no reason";
        }

        var text = reason.Message.Length == 0 ? reason.Code
            : reason.Message.StartsWith(reason.Code, StringComparison.Ordinal) ? reason.Message
            : $"{reason.Code}: {reason.Message}";
        return $" ({ErrorText.Clean(text, LongestReason)})";
    }
}
