using System.CommandLine.Parsing;
using Stopinator.Testing;

namespace LocalEc2;

/// <summary>Reads the fleet in the file of <c>--fleet</c>.</summary>
internal static class FleetOption
{
    public static SimulatedFleet? Parse(ArgumentResult result)
    {
        var path = result.Tokens[0].Value;
        try
        {
            return SimulatedFleet.FromJson(File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
        {
            result.AddError($"'{path}' is not a fleet. {exception.Message}");
            return null;
        }
    }
}
