using Amazon.EC2;
using Amazon.EC2.Model;

namespace Stopinator.Bench;

/// <summary>Describes with the paginator of the AWS SDK, and counts the instances in each state.</summary>
internal sealed class Paginator(IAmazonEC2 ec2)
{
    private readonly Dictionary<string, int> _states = new(StringComparer.Ordinal);

    public int CountOf(string state) => _states.GetValueOrDefault(state);

    public async Task DescribeAllAsync()
    {
        _states.Clear();
        var pages = ec2.Paginators.DescribeInstances(new DescribeInstancesRequest { Filters = [new Filter("tag:Env", ["dev"])], MaxResults = 1000 });
        await foreach (var page in pages.Responses)
        {
            foreach (var instance in page.Reservations.SelectMany(reservation => reservation.Instances))
            {
                _states[instance.State.Name] = CountOf(instance.State.Name) + 1;
            }
        }
    }
}
