// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/user.h"

namespace tuilerie {

using namespace modeljson;

QJsonObject CommunityMember::toJson() const
{
    QJsonObject community{{QStringLiteral("_id"), id}, {QStringLiteral("name"), name},
        {QStringLiteral("technical_name"), technicalName}, {QStringLiteral("public"), isPublic}};
    put(community, "datastore", datastore);
    put(community, "supervisor", supervisor);
    return {{QStringLiteral("rights"), array(rights)}, {QStringLiteral("community"), community}};
}

CommunityMember CommunityMember::fromJson(const QJsonObject &object)
{
    const QJsonObject community = object.value(QLatin1String("community")).toObject();
    CommunityMember member;
    member.rights = texts(object.value(QLatin1String("rights")));
    member.id = community.value(QLatin1String("_id")).toString();
    member.name = community.value(QLatin1String("name")).toString();
    member.technicalName = community.value(QLatin1String("technical_name")).toString();
    member.datastore = EntityReference::fromJson(community.value(QLatin1String("datastore"))).id;
    member.supervisor = EntityReference::fromJson(community.value(QLatin1String("supervisor"))).id;
    member.isPublic = boolean(community.value(QLatin1String("public")), true);
    return member;
}

QJsonObject User::toJson() const
{
    QJsonArray members;
    for (const CommunityMember &member : communities)
        members.append(member.toJson());
    QJsonObject object{{QStringLiteral("_id"), id}, {QStringLiteral("email"), email},
        {QStringLiteral("administrator"), administrator}, {QStringLiteral("technical"), technical},
        {QStringLiteral("documents_quota"), 0}, {QStringLiteral("documents_use"), 0},
        {QStringLiteral("keys_quota"), keysQuota}, {QStringLiteral("keys_use"), keysUse},
        {QStringLiteral("communities_member"), members}};
    put(object, "first_name", firstName);
    put(object, "last_name", lastName);
    put(object, "creation", date(creation));
    put(object, "last_login", date(lastLogin));
    return object;
}

User User::fromJson(const QJsonObject &object)
{
    User user;
    user.id = object.value(QLatin1String("_id")).toString();
    user.email = object.value(QLatin1String("email")).toString();
    user.firstName = object.value(QLatin1String("first_name")).toString();
    user.lastName = object.value(QLatin1String("last_name")).toString();
    user.creation = date(object.value(QLatin1String("creation")));
    user.lastLogin = date(object.value(QLatin1String("last_login")));
    user.administrator = boolean(object.value(QLatin1String("administrator")));
    user.technical = boolean(object.value(QLatin1String("technical")));
    user.keysQuota = integer(object.value(QLatin1String("keys_quota")));
    user.keysUse = integer(object.value(QLatin1String("keys_use")));
    const QJsonArray members = object.value(QLatin1String("communities_member")).toArray();
    for (const QJsonValue member : members)
        user.communities.push_back(CommunityMember::fromJson(member.toObject()));
    return user;
}

QJsonObject TokenAnswer::toJson() const
{
    QJsonObject object{{QStringLiteral("access_token"), accessToken}, {QStringLiteral("token_type"), tokenType},
        {QStringLiteral("expires_in"), expiresIn}};
    if (!refreshToken.isEmpty()) {
        object.insert(QLatin1String("refresh_token"), refreshToken);
        object.insert(QLatin1String("refresh_expires_in"), refreshExpiresIn);
    }
    return object;
}

TokenAnswer TokenAnswer::fromJson(const QJsonObject &object)
{
    return {object.value(QLatin1String("access_token")).toString(), object.value(QLatin1String("refresh_token")).toString(),
        object.value(QLatin1String("token_type")).toString(), int(integer(object.value(QLatin1String("expires_in")))),
        int(integer(object.value(QLatin1String("refresh_expires_in"))))};
}

} // namespace tuilerie
