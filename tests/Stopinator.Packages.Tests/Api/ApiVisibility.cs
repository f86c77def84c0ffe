using System.Reflection;
using System.Runtime.CompilerServices;

namespace Stopinator.Packages.Tests.Api;

/// <summary>What can be seen from outside an assembly, and is not merely what the compiler adds to a record.</summary>
internal static class ApiVisibility
{
    public static bool IsVisible(Type type) =>
        type.IsNested ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!) : type.IsPublic;

    /// <summary>The accessibility of a method or accessor; null when it cannot be seen.</summary>
    public static string? Of(MethodBase? method) =>
        method is null ? null
        : method.IsPublic ? "public"
        : method.IsFamilyOrAssembly || method.IsFamily ? method.DeclaringType!.IsSealed ? null : "protected"
        : null;

    public static string? Of(FieldInfo field) =>
        field.IsPublic ? "public"
        : field.IsFamilyOrAssembly || field.IsFamily ? field.DeclaringType!.IsSealed ? null : "protected"
        : null;

    public static bool IsWritten(MemberInfo member) => !member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    public static bool IsRecord(Type type) =>
        type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly) is { } print && !IsWritten(print);
}
