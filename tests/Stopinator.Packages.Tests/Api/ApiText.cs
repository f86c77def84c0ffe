using System.Reflection;
using System.Text;

namespace Stopinator.Packages.Tests.Api;

/// <summary>The public API of an assembly as text that reads like C#: one line a member, sorted, the same on every machine.</summary>
internal static class ApiText
{
    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder()
            .Append("// The public API of ").Append(assembly.GetName().Name).Append(", checked by PublicApiTests. CONTRIBUTING.md says how to accept a change.\n");
        foreach (var space in assembly.GetTypes().Where(ApiVisibility.IsVisible).GroupBy(type => type.Namespace, StringComparer.Ordinal).OrderBy(space => space.Key, StringComparer.Ordinal))
        {
            text.Append("\nnamespace ").Append(space.Key).Append(";\n");
            foreach (var type in space.OrderBy(ApiName.Of, StringComparer.Ordinal))
            {
                text.Append('\n').Append(Of(type));
            }
        }

        return text.ToString();
    }

    /// <summary>One type, however visible.</summary>
    public static string Of(Type type)
    {
        var text = new StringBuilder();
        foreach (var attribute in ApiAttributes.Of(type))
        {
            text.Append(attribute).Append('\n');
        }

        if (type.IsSubclassOf(typeof(Delegate)))
        {
            return text.Append(ApiMember.OfDelegate(type)).Append('\n').ToString();
        }

        text.Append(ApiHeader.Of(type)).Append("\n{\n");
        foreach (var member in type.IsEnum ? ApiMember.OfEnum(type) : ApiMember.OfType(type))
        {
            text.Append("    ").Append(member).Append('\n');
        }

        return text.Append("}\n").ToString();
    }
}
