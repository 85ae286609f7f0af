/** The rest of Sanity's `copy-paste` words in zh-TW. Adapted from @sanity/locale-zh-hant (MIT, Sanity.io), with the terms of this house. */
export default {
  'copy-paste.field-action-copy-button.document.title': '複製文件',
  'copy-paste.field-action-copy-button.field.title': '複製欄位',
  'copy-paste.field-action-paste-button.document.title': '貼上文件',
  'copy-paste.field-action-paste-button.field.title': '貼上欄位',
  'copy-paste.on-paste.validation.read-only-target.description': '目標是唯讀的',
  'copy-paste.on-paste.validation.read-only-fields-skipped.description': '略過不能修改的欄位：{{fieldNames}}',
  'copy-paste.on-paste.validation.read-only-fields-skipped-truncated.description':
    '略過不能修改的欄位：{{fieldNames}}等，還有 {{count}} 個',
  'copy-paste.on-paste.validation.schema-type-incompatible.description': '源和目標架構類型不兼容',
  'copy-paste.on-paste.validation.reference-type-incompatible.description':
    '不允許將類型為 「{{sourceReferenceType}}」 的引用放在接受類型為 「{{targetReferenceTypes}}」 的引用欄位中',
  'copy-paste.on-paste.validation.reference-filter-incompatible.description': '根據條件，引用不允許在引用欄位中',
  'copy-paste.on-paste.validation.reference-validation-failed.description': '引用的文件 「{{ref}}」 不存在',
  'copy-paste.on-paste.validation.image-file-incompatible.description':
    '不允許將 「{{sourceSchemaType}}」 放在 「{{targetSchemaType}}」 中',
  'copy-paste.on-paste.validation.array-type-incompatible.description': '此陣列欄位不允許類型為 「{{type}}」 的值',
  'copy-paste.on-paste.validation.array-value-incompatible.description': '此陣列欄位不允許類型為 「{{type}}」 的值',
  'copy-paste.on-paste.validation.string-value-incompatible.description':
    '值 「{{value}}」 不允許在 「{{allowedStrings}}」 中',
  'copy-paste.on-paste.validation.primitive-type-incompatible.description': '此欄位不允許類型為 「{{type}}」 的值',
  'copy-paste.on-paste.validation.clipboard-empty.title': '沒有可貼上的內容',
  'copy-paste.on-paste.validation.clipboard-invalid.title': '剪貼簿項目無效',
  'copy-paste.on-paste.validation.schema-type-incompatible.title': '無法解析路徑的架構類型：{{path}}',
  'copy-paste.on-paste.validation.partial-warning.title': '無法貼上所有值',
  'copy-paste.on-paste.validation.mime-type-incompatible.description': '此欄位不接受 MIME 類型 「{{mimeType}}」',
  'copy-paste.on-paste.validation.mime-type-validation-failed.description': 'MIME 類型驗證失敗',
  'copy-paste.on-copy.validation.schema-type-incompatible.title': '無法解析路徑的架構類型：{{path}}',
  'copy-paste.on-copy.validation.no-value.title': '空值，沒有可複製的內容',
  'copy-paste.on-copy.validation.clipboard-not-supported.description':
    '需要剪貼簿存取權限才能複製此內容。請在瀏覽器設定中允許剪貼簿權限，然後再試著複製一次。',
  'copy-paste.on-copy.validation.clipboard-not-supported.title': '你的瀏覽器不支援此操作',
}
