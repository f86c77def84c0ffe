using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Stopinator.Scheduling.Sources.Notations;

namespace Stopinator.Scheduling.Sources.Reading;

/// <summary>Reads the texts of a location.</summary>
/// <param name="ssm">The client of Parameter Store.</param>
/// <param name="s3">The client of S3.</param>
/// <param name="text">The limit of a reading.</param>
internal sealed class TextReaders(AwsClient<IAmazonSimpleSystemsManagement> ssm, AwsClient<IAmazonS3> s3, BoundedText text)
{
    /// <summary>The most parameters that one answer holds.</summary>
    private const int PageSize = 10;

    /// <summary>Reads the texts of a location: one, or one for each parameter under a path, in the order of their names.</summary>
    /// <exception cref="InvalidDataException">There is no text, or it is too long or not in UTF-8.</exception>
    public async Task<IReadOnlyList<TextPart>> ReadAsync(ScheduleLocation location, CancellationToken cancellationToken) => location switch
    {
        ScheduleLocation.SsmPath path => await ReadPathAsync(path, cancellationToken).ConfigureAwait(false),
        ScheduleLocation.SsmParameter parameter =>
            [new(location.ToString(), await ReadParameterAsync(parameter, cancellationToken).ConfigureAwait(false))],
        ScheduleLocation.S3Object stored =>
            [new(location.ToString(), await ReadObjectAsync(stored, cancellationToken).ConfigureAwait(false))],
        ScheduleLocation.LocalFile file =>
            [new(location.ToString(), await ReadFileAsync(file, cancellationToken).ConfigureAwait(false))],
        _ => throw new InvalidOperationException($"{location} is of an unknown kind."),
    };

    private async Task<string> ReadFileAsync(ScheduleLocation.LocalFile file, CancellationToken cancellationToken)
    {
        var stream = new FileStream(
            file.FullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: true);
        await using (stream.ConfigureAwait(false))
        {
            return await text.ReadAsync(stream, stream.Length, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<string> ReadObjectAsync(ScheduleLocation.S3Object stored, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest { BucketName = stored.Bucket, Key = stored.Key };
        using var response = await s3.Value.GetObjectAsync(request, cancellationToken).ConfigureAwait(false);
        return await text.ReadAsync(response.ResponseStream, response.ContentLength, cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> ReadParameterAsync(ScheduleLocation.SsmParameter parameter, CancellationToken cancellationToken)
    {
        // Without effect on a parameter that is not encrypted.
        var request = new GetParameterRequest { Name = parameter.Name, WithDecryption = true };
        var response = await ssm.Value.GetParameterAsync(request, cancellationToken).ConfigureAwait(false);
        return response.Parameter?.Value ?? throw new InvalidDataException("Parameter Store returned no value.");
    }

    private async Task<IReadOnlyList<TextPart>> ReadPathAsync(ScheduleLocation.SsmPath path, CancellationToken cancellationToken)
    {
        var request = new GetParametersByPathRequest { Path = path.Name, Recursive = true, WithDecryption = true, MaxResults = PageSize };
        List<TextPart> parts = [];
        do
        {
            var response = await ssm.Value.GetParametersByPathAsync(request, cancellationToken).ConfigureAwait(false);
            parts.AddRange((response.Parameters ?? []).Select(parameter => new TextPart($"ssm:{parameter.Name}", parameter.Value)));
            text.Check(parts.Sum(part => (long)part.Text.Length));
            request.NextToken = response.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));

        return parts.Count > 0
            ? [.. parts.OrderBy(part => part.Name, StringComparer.Ordinal)]
            : throw new InvalidDataException(
                $"there is no parameter under it. A single parameter is written without the '/' at the end: ssm:{path.Name}.");
    }
}
