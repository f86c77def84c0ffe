using Amazon.Runtime;
using Stopinator.Diagnostics;

namespace Stopinator.Scheduling.Sources.Reading;

/// <summary>Says why a text cannot be read, and the way out where it is known.</summary>
internal static class SourceFailure
{
    public static string ReasonOf(Exception exception) => exception switch
    {
        AmazonServiceException { ErrorCode: "AccessDenied" or "AccessDeniedException" } denied =>
            $"{TextOf(denied)} The role needs a permission, as IamPolicy.ForSchedules gives it. S3 answers so for a missing object too.",
        AmazonServiceException refused => TextOf(refused),
        ArgumentException argument => ErrorText.MessageOf(argument),
        _ => $"{ErrorText.MessagesOf(exception).TrimEnd('.')}.",
    };

    private static string TextOf(AmazonServiceException exception)
    {
        var text = ErrorText.Clean(ErrorText.MessagesOf(exception).TrimEnd('.'), 500);
        return string.IsNullOrEmpty(exception.ErrorCode) || text.Contains(exception.ErrorCode, StringComparison.Ordinal)
            ? $"{text}."
            : $"{exception.ErrorCode}: {text}.";
    }
}
