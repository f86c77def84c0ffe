using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>One action of the EC2 API.</summary>
internal interface IEc2Action
{
    /// <summary>
    /// Carries out the action, or throws an <see cref="SimulatedError"/>. Nothing has happened when it throws, apart from the documented
    /// effects on other zones.
    /// </summary>
    /// <param name="query">The parameters.</param>
    /// <param name="region">The fleet. The caller holds its gate.</param>
    /// <returns>
    /// The delegate that writes the answer. It is called without the gate, and works on versions of instances that do not change.
    /// </returns>
    Action<XmlBuffer> Execute(Query query, Region region);
}
