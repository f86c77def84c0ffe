using System.Reflection;
using System.Runtime.CompilerServices;

namespace Stopinator.Packages.Tests.Api;

/// <summary>The parameters of a method; their names and defaults are API too.</summary>
internal static class ApiParameters
{
    public static string Of(MethodBase method)
    {
        var parameters = method.GetParameters().Select(Of).ToArray();
        return (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "") + string.Join(", ", parameters);
    }

    private static string Of(ParameterInfo parameter)
    {
        var passing = parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params "
            : !parameter.ParameterType.IsByRef ? ""
            : parameter.IsOut ? "out "
            : parameter.IsIn ? "in "
            : "ref ";
        var value = parameter.HasDefaultValue ? $" = {ApiValue.Of(parameter.RawDefaultValue, parameter.ParameterType)}" : "";
        return $"{ApiAttributes.Before(parameter)}{passing}{ApiName.OfParameter(parameter)} {parameter.Name}{value}";
    }
}
