// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/boxedstyle.h"

#include <QCoreApplication>
#include <QDeadlineTimer>

namespace tuilerie {

namespace {

constexpr int withinSeconds = 30; ///< a request waits for it

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::StyleFile", text);
}

class Within final : public WorkControl
{
public:
    void progress(const Progress &) override {}
    void log(const QString &) override {}
    void warning(const QString &) override {}
    StopRequest shouldStop() const override { return m_end.hasExpired() ? StopRequest::Cancel : StopRequest::None; }

private:
    const QDeadlineTimer m_end{withinSeconds * 1000};
};

} // namespace

Result<QJsonObject> styleInfosInBox(const WorkBox &box, const QByteArray &content)
{
    Within control;
    BoxFiles nothing;
    nothing.endsAtOnce = true;
    auto infos = box.run(
        QStringLiteral("style"), {{QStringLiteral("content"), QString::fromLatin1(content.toBase64())}}, nothing, control);
    if (infos)
        return infos;
    if (WorkBox::isBreakdown(infos.error()))
        return fail(ErrorCode::Corrupt,
            tr("The style brought the program down that reads it. Save it again with the program that it comes from."));
    if (infos.error().code == ErrorCode::Cancelled)
        return fail(ErrorCode::Corrupt,
            tr("The style was not read within %1 s. Save it again with the program that it comes from.").arg(withinSeconds));
    return infos;
}

} // namespace tuilerie
