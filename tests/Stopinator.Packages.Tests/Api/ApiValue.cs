using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Stopinator.Packages.Tests.Api;

/// <summary>Values as C# writes them.</summary>
internal static class ApiValue
{
    public static string Of(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        string text => JsonSerializer.Serialize(text),
        char character => $"'{character}'",
        bool truth => truth ? "true" : "false",
        Type named => $"typeof({ApiName.Of(named)})",
        _ when type.IsEnum => $"{ApiName.Of(type)}.{Enum.GetName(type, value) ?? value}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    public static string Of(CustomAttributeTypedArgument argument) => argument.Value is IReadOnlyCollection<CustomAttributeTypedArgument> items
        ? $"[{string.Join(", ", items.Select(Of))}]"
        : Of(argument.Value, argument.ArgumentType);
}
