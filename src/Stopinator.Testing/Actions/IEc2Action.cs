using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>One action of the EC2 API.</summary>
internal interface IEc2Action
{
    /// <summary>Carries the action out, or throws an <see cref="Ec2Exception"/>, in which case nothing has happened.</summary>
    /// <param name="query">The parameters.</param>
    /// <param name="region">The fleet; the caller holds its gate.</param>
    /// <returns>What writes the answer. It is called without the gate and works on versions of instances that do not change.</returns>
    Action<XmlBuffer> Execute(Query query, Region region);
}
