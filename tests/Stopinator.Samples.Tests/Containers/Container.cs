using System.Text.Json.Nodes;

namespace Stopinator.Samples.Tests.Containers;

/// <summary>The rights that the manifests leave to a container.</summary>
internal static class Container
{
    /// <summary>The user "app" of .NET's images.</summary>
    public const string User = "1654";

    /// <summary>Holds a container of a Fargate task to a user who is not root, no capability, and a file system to read.</summary>
    public static void AssertHasNoRights(JsonNode container)
    {
        Assert.Equal(("true", User), (container["readonlyRootFilesystem"]!.ToString(), container["user"]!.ToString()));
        Assert.Equal(["ALL"], container["linuxParameters"]!["capabilities"]!["drop"]!.AsArray().Select(capability => capability!.ToString()));
        Assert.Null(container["linuxParameters"]!["capabilities"]!["add"]);
        Assert.Null(container["privileged"]);
    }

    /// <summary>Holds the pod of one container to the same, and to no credentials of Kubernetes.</summary>
    public static void AssertPodHasNoRights(JsonNode pod)
    {
        var security = Assert.Single(pod["containers"]!.AsArray())!["securityContext"]!;

        Assert.Equal(("true", User), (pod["securityContext"]!["runAsNonRoot"]!.ToString(), pod["securityContext"]!["runAsUser"]!.ToString()));
        Assert.Equal("RuntimeDefault", pod["securityContext"]!["seccompProfile"]!["type"]!.ToString());
        Assert.Equal("false", pod["automountServiceAccountToken"]!.ToString());
        Assert.Equal(("false", "true"), (security["allowPrivilegeEscalation"]!.ToString(), security["readOnlyRootFilesystem"]!.ToString()));
        Assert.Equal(["ALL"], security["capabilities"]!["drop"]!.AsArray().Select(capability => capability!.ToString()));
        Assert.Null(security["capabilities"]!["add"]);
        Assert.Null(security["privileged"]);
        Assert.Null(pod["volumes"]);
    }
}
