using Stopinator.Tests.Shared;

namespace Stopinator.Lambda.Template.Tests.Infrastructure;

/// <summary>A tool that <c>samples/check --npm</c> installs; a test is skipped where it is missing.</summary>
internal static class NodeTool
{
    /// <summary>Finds the tool.</summary>
    /// <returns>Its path.</returns>
    public static string Require(string name)
    {
        var path = Path.Combine(Repository.Root, "artifacts", "npm", "node_modules", ".bin", name);
        if (!File.Exists(path))
        {
            var message = $"{name} is not there. To run this test: samples/check --npm";
            Assert.False(Tool.IsRequired, message);
            Assert.Skip(message);
        }

        return path;
    }
}
