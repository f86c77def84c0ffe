using Stopinator.Testing.Engine;

namespace Stopinator.Testing.Filters;

/// <summary>Returns true when any of the values of a filter's field satisfies a condition. An absent value satisfies none.</summary>
internal delegate bool Field(Instance instance, Func<string, bool> condition);
