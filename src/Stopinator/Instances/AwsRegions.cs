using Amazon;
using Stopinator.Diagnostics;

namespace Stopinator.Instances;

/// <summary>The regions of AWS, from the table of the AWS SDK.</summary>
internal static class AwsRegions
{
    // This is a pseudo region of the SDK for S3. EC2 has no such endpoint.
    private const string NotAnEc2Region = "us-east-1-regional";

    // The SDK adds any name it was asked for to its table, under this display name. A misspelled region must not become known in that way.
    private const string NotInTheTable = "Unknown";

    public static bool IsKnown(string region) => Names().Contains(region, StringComparer.Ordinal);

    /// <summary>
    /// Returns true when a region that is not in the table can be part of a host name. For any other name the SDK fails with an error of
    /// its own.
    /// </summary>
    public static bool IsHostNamePart(string region) =>
        region.Length is > 0 and < 64 && region[0] != '-' && region[^1] != '-' && region.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    /// <summary>Returns the partition of a known region, e.g. <c>aws-us-gov</c>.</summary>
    public static string PartitionOf(string region) => RegionEndpoint.GetBySystemName(region).PartitionName;

    /// <summary>The partitions, e.g. <c>aws</c> and <c>aws-us-gov</c>.</summary>
    public static IEnumerable<string> Partitions => Names().Select(PartitionOf).Distinct(StringComparer.Ordinal);

    /// <summary>Returns the partition of the first known region among the given ones; <c>aws</c> when none is known.</summary>
    public static string PartitionOfFirst(IEnumerable<string> regions) =>
        regions.FirstOrDefault(IsKnown) is { } known ? PartitionOf(known) : "aws";

    /// <summary>Returns the region of a partition in which every account can call EC2.</summary>
    public static string FirstOf(string partition) => partition switch
    {
        "aws" => "us-east-1",
        "aws-cn" => "cn-north-1",
        "aws-us-gov" => "us-gov-west-1",
        _ => Names().First(name => PartitionOf(name) == partition),
    };

    /// <summary>Returns the known region that a name was probably meant to be, as a sentence; an empty text for none.</summary>
    public static string SuggestionFor(string region) => Suggestion.For(region, Names());

    /// <summary>Returns the message for an unknown region, with the way out. The SDK would accept any name and fail later.</summary>
    public static string UnknownMessage(string region) =>
        $"{ErrorText.Quote(region)} is not a region of EC2 known here.{SuggestionFor(region)}"
        + " For a newer region set the option Ec2.EndpointUrl too.";

    private static IEnumerable<string> Names() =>
        RegionEndpoint.EnumerableAllRegions
            .Where(region => region.DisplayName != NotInTheTable)
            .Select(region => region.SystemName)
            .Where(name => name != NotAnEc2Region);
}
