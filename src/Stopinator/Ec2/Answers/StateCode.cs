using System.Globalization;
using System.Xml;
using Stopinator.Instances;

namespace Stopinator.Ec2.Answers;

/// <summary>Reads the code of a state, which decides, rather than the name.</summary>
internal static class StateCode
{
    public static PowerState Parse(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && PowerStateNames.FromCode(code) is { } state
            ? state
            : throw new XmlException($"'{text}' is not the code of an instance state.");
}
