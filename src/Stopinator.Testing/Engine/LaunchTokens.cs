using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Engine;

/// <summary>
/// The client tokens of launches. A call that repeats a token launches nothing and returns the instances of the first call. Source:
/// "Ensuring idempotency in Amazon EC2 API requests" in the EC2 developer guide.
/// </summary>
internal sealed class LaunchTokens
{
    private readonly Dictionary<string, (ulong Query, IReadOnlyList<Instance> Launched)> _launches = new(StringComparer.Ordinal);

    /// <summary>Returns the instances that a call with this token has launched before; null when there was none.</summary>
    public IReadOnlyList<Instance>? Find(string token, ulong query)
    {
        if (!_launches.TryGetValue(token, out var launch))
        {
            return null;
        }

        return launch.Query == query ? launch.Launched : throw Ec2Errors.IdempotentParameterMismatch();
    }

    public void Remember(string token, ulong query, IReadOnlyList<Instance> launched)
    {
        if (token.Length > 0)
        {
            _launches.Add(token, (query, launched));
        }
    }
}
