// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/style.h"

namespace tuilerie {

namespace {

tl::unexpected<Error> notYet()
{
    return fail(ErrorCode::Unsupported, QStringLiteral("Styles are not read yet."));
}

} // namespace

QString styleFormatName(StyleFormat) { return {}; }
Result<StyleReading> readStyleFile(QgsVectorLayer &, const QString &) { return notYet(); }
Result<StyleReading> readStyle(QgsVectorLayer &, const QByteArray &) { return notYet(); }
Result<StyleReading> readStoredStyle(QgsVectorLayer &) { return notYet(); }
Result<StyleReading> readTableStyle(QgsVectorLayer &, const QString &) { return notYet(); }
Result<QByteArray> writeQml(const QgsVectorLayer &) { return notYet(); }
Result<SldDocument> writeSld(const QgsVectorLayer &, const QString &) { return notYet(); }
QJsonObject describeStyle(const QgsVectorLayer &, const StyleReading &) { return {}; }

} // namespace tuilerie
