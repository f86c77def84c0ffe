using System.Runtime.CompilerServices;
using Stopinator.Calls;
using Stopinator.Ec2;

namespace Stopinator.Reading;

/// <summary>Reads the status checks of instances by id. An id that EC2 does not know is left out.</summary>
internal sealed class StatusReader(Ec2Calls ec2)
{
    public async IAsyncEnumerable<InstanceStatusChecks> ReadAsync(
        IEnumerable<string> ids, CallDeadline deadline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var chunk in ids.Chunk(StatusQuery.MaxIds))
        {
            var left = chunk;
            while (left.Length > 0)
            {
                StatusPage page;
                try
                {
                    page = await ec2.DescribeStatusAsync(new StatusQuery([.. left]), deadline, cancellationToken).ConfigureAwait(false);
                }
                catch (Ec2Exception unknown) when (left.Intersect(UnknownIds(unknown), StringComparer.Ordinal).Any())
                {
                    left = [.. left.Except(unknown.InstanceIds, StringComparer.Ordinal)];
                    continue;
                }

                foreach (var status in page.Statuses)
                {
                    yield return status;
                }

                break;
            }
        }
    }

    private static IEnumerable<string> UnknownIds(Ec2Exception error) =>
        error.Code.StartsWith("InvalidInstanceID", StringComparison.Ordinal) ? error.InstanceIds : [];
}
