// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tuilerie {

/// The program's language: our strings, Qt's own, and how numbers are written. A change reaches every open window by
/// QEvent::LanguageChange. Main thread only; the programs without a window apply "system" once.
class Language
{
public:
    /// "system", "en" or "fr". A system language that we do not speak gives English.
    static void apply(const QString &setting);
    static QString current(); ///< "en" or "fr"
};

} // namespace tuilerie
