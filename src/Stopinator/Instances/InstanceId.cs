using System.Text.RegularExpressions;
using Stopinator.Diagnostics;

namespace Stopinator.Instances;

/// <summary>The form of an instance id: <c>i-</c> and 8 (before 2016) or 17 lower-case hexadecimal digits.</summary>
internal static partial class InstanceId
{
    public static bool IsValid(string? text) => text is not null && Whole().IsMatch(text);

    /// <summary>Checks the ids of instances that come from outside.</summary>
    /// <exception cref="ArgumentException">An id does not have EC2's form, or appears twice.</exception>
    public static void ThrowIfInvalid(IEnumerable<string?> ids, string parameter)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            if (!IsValid(id))
            {
                throw new ArgumentException(
                    $"{ErrorText.Quote(id)} is not an instance id; it is 'i-' and 8 or 17 lower-case hexadecimal digits.", parameter);
            }

            if (!seen.Add(id!))
            {
                throw new ArgumentException($"The instance {id} comes twice; name each instance once.", parameter);
            }
        }
    }

    [GeneratedRegex(@"^i-([0-9a-f]{17}|[0-9a-f]{8})\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Whole();
}
