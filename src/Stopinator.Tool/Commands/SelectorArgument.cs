using System.CommandLine;
using Stopinator.Tool.CommandLine;

namespace Stopinator.Tool.Commands;

/// <summary>The argument that says which instances are meant.</summary>
internal static class SelectorArgument
{
    public static Argument<InstanceSelector> Required() =>
        new("SELECTOR")
        {
            Description = "The instances, e.g. tag:Env=dev, \"tag:Env=dev except tag:KeepRunning\", id=i-0123456789abcdef0 or all.",
            CustomParser = Parsers.Selector,
        };

    public static Argument<InstanceSelector?> Optional(string otherwise) =>
        new("SELECTOR")
        {
            Description = $"The instances, e.g. tag:Env=dev. Default: {otherwise}.",
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = Parsers.Selector,
        };
}
